import { colourWheel } from "#widgets/draw/vectorToRgba.js";

/** Of the legend, CSS px. */
export const wheelSize = 56;
const density = 2;

/** The colours of directions as a disk: what points right on the picture has the colour that is right on the disk. */
export function wheelCanvas(): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const size = wheelSize * density;
  [canvas.width, canvas.height] = [size, size];
  canvas.getContext("2d")!.putImageData(new ImageData(colourWheel(size), size, size), 0, 0);
  return canvas;
}
