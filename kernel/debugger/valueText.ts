import type { Runtime } from "node:inspector";

const longestText = 1000;

/** One line for a value: `"text"`, `3`, `{a: 1, …}`, `Float32Array(9) [0, 1, …]`, `Map(1) {"a" => 1}`. */
export function valueText(value: Runtime.RemoteObject): string {
  return shorten(value.preview === undefined ? plainText(value) : previewText(value.preview));
}

/** What the front end calls the type: the class of an object, the type of everything else. */
export function typeText({ type, subtype, className }: Runtime.RemoteObject): string {
  return className ?? subtype ?? type;
}

function plainText({ type, value, unserializableValue, description }: Runtime.RemoteObject): string {
  const text = unserializableValue ?? description ?? String(value);
  if (type === "string") return JSON.stringify(value ?? text);
  return type === "function" ? functionText(text) : (text.split("\n")[0] as string);
}

/** The head of a function or class, without its body. */
function functionText(source: string): string {
  return /^(?:class\b[^{]*|[^{]*?=>|[^{]*?\))/.exec(source)?.[0].trim() ?? "function";
}

function previewText(preview: Runtime.ObjectPreview): string {
  const { type, subtype, description = "", properties, entries, overflow } = preview;
  if (type !== "object" || subtype === "error" || subtype === "date" || subtype === "regexp")
    return plainText(preview as Runtime.RemoteObject);
  const more = overflow ? ["…"] : [];
  if (subtype === "array" || subtype === "typedarray") {
    const elements = properties.filter(({ name }) => /^\d+$/.test(name)).map(propertyText);
    return `${description} [${[...elements, ...more].join(", ")}]`;
  }
  if (entries !== undefined) return `${description} {${[...entries.map(entryText), ...more].join(", ")}}`;
  const parts = properties.map((property) => `${property.name}: ${propertyText(property)}`);
  const name = description === "Object" ? "" : `${description} `;
  return `${name}{${[...parts, ...more].join(", ")}}`;
}

function propertyText({ type, value = "", subtype }: Runtime.PropertyPreview): string {
  if (type === "string") return JSON.stringify(value);
  if (type === "accessor") return "(getter)";
  return type === "function" ? "ƒ" : subtype === "null" ? "null" : value;
}

function entryText({ key, value }: Runtime.EntryPreview): string {
  return key === undefined ? previewText(value) : `${previewText(key)} => ${previewText(value)}`;
}

function shorten(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
