import { RonchiError } from "#core/errors.js";

/**
 * The mime type of a picture, by its first bytes.
 * @throws RonchiError "invalid-argument" for anything but PNG, JPEG, GIF and WebP
 */
export function imageType(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\x89PNG")) return "image/png";
  if (head.startsWith("\xff\xd8")) return "image/jpeg";
  if (head.startsWith("GIF8")) return "image/gif";
  if (head.startsWith("RIFF") && head.endsWith("WEBP")) return "image/webp";
  throw new RonchiError({
    code: "invalid-argument",
    subject: "image",
    found: `bytes that begin with ${Buffer.from(bytes.subarray(0, 4)).toString("hex") || "nothing"}`,
    expected: "a PNG, JPEG, GIF or WebP",
    remedy: "Give the path or the bytes of such a file.",
  });
}
