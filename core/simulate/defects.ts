import type { Random } from "./random.js";

/** Bits of a DECTRIS pixel mask. */
const DEAD_PIXEL = 2;
/** The same of a pixel that counts too much. */
const HOT_PIXEL = 8;

/**
 * A pixel mask as DECTRIS detectors write it: 0 where a pixel counts, otherwise {@link DEAD_PIXEL} or
 * {@link HOT_PIXEL}; detY * detX. The pixels are distinct and drawn at random.
 */
export function makePixelMask(
  [height, width]: readonly [number, number],
  { dead, hot }: { readonly dead: number; readonly hot: number },
  random: Random,
): Uint32Array {
  const mask = new Uint32Array(height * width);
  const mark = (flag: number): void => {
    let i = Math.floor(random() * mask.length);
    while (mask[i] !== 0) i = (i + 1) % mask.length;
    mask[i] = flag;
  };
  for (let n = 0; n < dead; n++) mark(DEAD_PIXEL);
  for (let n = 0; n < hot; n++) mark(HOT_PIXEL);
  return mask;
}
