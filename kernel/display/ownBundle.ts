import { RonchiError } from "#core/errors.js";
import type { MimeBundle } from "./mimeBundle.js";
import { messageOf } from "./plainText.js";

/**
 * What a display method has given, as it crosses: JSON, bytes in base64, and text/plain always. Undefined where it gave
 * nothing. Throws RonchiError "invalid-argument" for what is no bundle.
 */
export function ownBundle(given: unknown, value: object): MimeBundle | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given !== "object" || Array.isArray(given))
    throw noBundle(value, String(given), "an object from MIME types to their content");
  const present = Object.entries(given).filter(([, content]) => content !== undefined);
  const bundle = Object.fromEntries(
    present.map(([type, content]) => [type, contentOf(type, content, value)]),
  );
  const kinds = Object.keys(bundle).join(", ");
  return "text/plain" in bundle ? bundle : { "text/plain": `${nameOf(value)} (${kinds})`, ...bundle };
}

function contentOf(type: string, content: unknown, value: object): unknown {
  if (typeof content === "string") return content;
  if (type.startsWith("text/")) return String(content);
  if (ArrayBuffer.isView(content))
    return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString("base64");
  const json = jsonOf(type, content, value);
  if (json === undefined)
    throw noBundle(value, `${type}: a ${typeof content}`, "content that JSON can carry");
  return JSON.parse(json);
}

function jsonOf(type: string, content: unknown, value: object): string | undefined {
  try {
    return JSON.stringify(content, plainArrays);
  } catch (cause) {
    throw noBundle(value, `${type}: ${messageOf(cause)}`, "content that JSON can carry", cause);
  }
}

/** JSON has no typed arrays: they become arrays, whose NaN becomes null. */
export function plainArrays(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as unknown as ArrayLike<number>)
    : value;
}

function nameOf(value: object): string {
  if (typeof value === "function") return value.name;
  return Object.getPrototypeOf(value)?.constructor?.name ?? "Object";
}

function noBundle(value: object, found: string, expected: string, cause?: unknown): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: `Symbol.for("Jupyter.display") of ${nameOf(value)}`,
    found,
    expected,
    remedy: 'Give for example { "text/plain": "…", "text/html": "…" }.',
    cause,
  });
}
