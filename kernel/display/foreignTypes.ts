import type { MimeBundle } from "./mimeBundle.js";
import { plainText } from "./plainText.js";

/**
 * Values of libraries that draw themselves in Deno's kernel without a display method, told by what they have: elements
 * of a document, canvases, Vega-Lite charts, and the bytes of a PNG. Undefined for others.
 */
export function describeForeign(value: object): MimeBundle | undefined {
  if (value instanceof Uint8Array) return isPng(value) ? pictureOf(value) : undefined;
  const { outerHTML, toDataURL, toSpec } = value as Record<string, unknown>;
  if (typeof outerHTML === "string") return elementOf(outerHTML);
  if (typeof toDataURL === "function") return canvasOf(String(toDataURL.call(value)));
  return typeof toSpec === "function" ? vegaOf(toSpec.call(value)) : undefined;
}

/** All eight bytes of its signature: no table of counts has them by chance. */
function isPng(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 8)).toString("latin1") === "\x89PNG\r\n\x1a\n";
}

function pictureOf(bytes: Uint8Array): MimeBundle {
  const { byteLength } = bytes;
  return {
    "text/plain": `image/png, ${byteLength} bytes`,
    "image/png": Buffer.from(bytes).toString("base64"),
  };
}

function elementOf(source: string): MimeBundle {
  const type = /^\s*<svg[\s/>]/i.test(source) ? "image/svg+xml" : "text/html";
  return { "text/plain": source, [type]: source };
}

function canvasOf(url: string): MimeBundle | undefined {
  const [, type, content] = /^data:([\w/+.-]+);base64,(.*)$/s.exec(url) ?? [];
  return type === undefined ? undefined : { "text/plain": `canvas, ${type}`, [type]: content };
}

function vegaOf(spec: unknown): MimeBundle {
  return { "text/plain": plainText(spec), "application/vnd.vegalite.v5+json": spec };
}
