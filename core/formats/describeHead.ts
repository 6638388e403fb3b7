/** First bytes of files that people drop on an opener, and what they are. */
const KNOWN_HEADS: readonly (readonly [head: readonly number[], name: string])[] = [
  [[0x50, 0x4b, 3, 4], "a zip archive"],
  [[0x1f, 0x8b], "a gzip file"],
  [[0x49, 0x49, 0x2a, 0], "a TIFF image"],
  [[0x4d, 0x4d, 0, 0x2a], "a TIFF image"],
  [[0x89, 0x50, 0x4e, 0x47], "a PNG image"],
  [[0xff, 0xd8, 0xff], "a JPEG image"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF document"],
  [[0x4d, 0x51, 0x31], "a Merlin MIB file"],
  [[0x54, 0x50, 0x58, 0x33], "a Timepix3 file"],
  [[0, 0, 0, 3, 0], "a DigitalMicrograph DM3 file"],
  [[0, 0, 0, 4, 0], "a DigitalMicrograph DM4 file"],
  [[0x80, 4, 0x95], "a Python pickle (never opened: it can run code)"],
];
const SHOWN_BYTES = 8;

/** What a file seems to be, from its first bytes, in words. */
export function describeHead(head: Uint8Array): string {
  if (head.length === 0) return "an empty file";
  const known = KNOWN_HEADS.find(([bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (known !== undefined) return known[1];
  const first = [...head.subarray(0, SHOWN_BYTES)];
  const isText = first.every((byte) => byte >= 0x20 && byte < 0x7f);
  if (isText) return `a file that begins with the text ${JSON.stringify(String.fromCharCode(...first))}`;
  return `a file that begins with the bytes ${first.map((byte) => byte.toString(16).padStart(2, "0")).join(" ")}`;
}
