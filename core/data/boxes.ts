import { bytesPerElement, dtypeOf, type NumberArray, typedArray } from "./dtype.js";

/** How many boxes of `box` x `box` pixels cover an image, [y, x]; those at its right and lower border hold what is left. */
export function boxedShape(
  [height, width]: readonly [number, number],
  box: number,
): readonly [number, number] {
  return [Math.ceil(height / box), Math.ceil(width / box)];
}

/** Values of boxes as an image of `shape`, [y, x]: each pixel has the value of its box. */
export function fillBoxes<A extends NumberArray>(
  values: A,
  shape: readonly [number, number],
  box: number,
): A {
  const [height, width] = shape;
  const [, across] = boxedShape(shape, box);
  const dtype = dtypeOf(values);
  const filled = typedArray(dtype, new ArrayBuffer(height * width * bytesPerElement(dtype)));
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(y / box) * across;
    for (let x = 0; x < width; x++) filled[i++] = values[row + Math.floor(x / box)]!;
  }
  return filled as A;
}
