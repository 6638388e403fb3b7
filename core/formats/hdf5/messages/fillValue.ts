import type { Cursor } from "../cursor.js";

/** True when what was never written reads as 0: the fill value message (versions 1 to 3) names no other value. */
export function readsAsZero(body: Cursor): boolean {
  const version = body.version(1, 2, 3);
  if (version === 3) {
    const isDefined = (body.u8() & 0x20) !== 0;
    return !isDefined || isZero(body);
  }
  body.skip(2); // when space is allocated and the value written
  const isDefined = body.u8() !== 0;
  return (version === 2 && !isDefined) || isZero(body);
}

function isZero(body: Cursor): boolean {
  return body.take(body.u32()).every((byte) => byte === 0);
}
