/** Characters made at once; a call takes only so many arguments. */
const stride = 0x8000;

/** Bytes as base64 (RFC 4648), as MIME bundles carry pictures. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += stride) {
    parts.push(String.fromCharCode(...bytes.subarray(i, i + stride)));
  }
  return btoa(parts.join(""));
}
