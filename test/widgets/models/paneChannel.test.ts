import { expect, it } from "vitest";
import type { NumberArray } from "#core/data/dtype.js";
import { decodeImage } from "#widgets/codecs.js";
import { PaneChannel } from "#widgets/models/paneChannel.js";

function sent(data: NumberArray): NumberArray {
  let bytes: Uint8Array = new Uint8Array();
  const channel = new PaneChannel("image", (_, [buffer]) => {
    bytes = buffer!;
  });
  const image = { data, shape: [1, data.length], calibration: {}, unit: "counts", seq: 1 } as const;
  channel.offer({ image, overflow: { pixels: 0, frames: 0 }, complete: 1, milliseconds: 0 });
  return decodeImage(bytes).data;
}

it.each([
  [Uint32Array.of(0, 255), Uint8Array.of(0, 255)],
  [Uint32Array.of(0, 256), Uint16Array.of(0, 256)],
  [Uint32Array.of(65535, 1), Uint16Array.of(65535, 1)],
  [Uint32Array.of(65536, 1), Uint32Array.of(65536, 1)],
  [Float64Array.of(1, 2), Float64Array.of(1, 2)],
])("sends %o in the smallest integers that hold it", (data, expected) => {
  expect(sent(data)).toEqual(expected);
});
