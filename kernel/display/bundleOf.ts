import type { MimeBundle } from "./mimeBundle.js";

/** A bundle of content that somebody else has made. A front end that knows no richer type falls back to text/plain. */
export function bundleOf(mimeType: string, content: string | Uint8Array): MimeBundle {
  const encoded = typeof content === "string" ? content : Buffer.from(content).toString("base64");
  const described = typeof content === "string" ? content : `${mimeType}, ${content.byteLength} bytes`;
  return { "text/plain": described, [mimeType]: encoded };
}
