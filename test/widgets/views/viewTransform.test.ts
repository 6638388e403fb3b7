import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  homeView,
  pannedView,
  toImage,
  toPane,
  transformOf,
  visiblePart,
  zoomedView,
} from "#widgets/views/parts/viewTransform.js";

const shape = [48, 64] as const;
const size = [400, 400] as const;
const place = fc.tuple(
  fc.double({ min: 0, max: 47, noNaN: true }),
  fc.double({ min: 0, max: 63, noNaN: true }),
);

describe("a pane's view", () => {
  it("shows the whole image at home, centred, with square pixels", () => {
    const transform = transformOf(homeView(shape), shape, size);
    expect(transform).toEqual({ scale: 6.25, left: 0, top: 50 });
    expect(toPane(transform, [-0.5, -0.5])).toEqual([50, 0]);
    expect(toPane(transform, [47.5, 63.5])).toEqual([350, 400]);
  });

  it("goes from image px to pane px and back", () => {
    fc.assert(
      fc.property(place, fc.double({ min: 1, max: 60, noNaN: true }), (at, factor) => {
        const transform = transformOf(zoomedView(homeView(shape), shape, size, factor, at), shape, size);
        const back = toImage(transform, toPane(transform, at));
        expect(back[0]).toBeCloseTo(at[0], 6);
        expect(back[1]).toBeCloseTo(at[1], 6);
      }),
    );
  });

  it("keeps the pixel under the pointer while it zooms in further", () => {
    const at = [20, 30] as const;
    const near = zoomedView(homeView(shape), shape, size, 4, [23.5, 31.5]);
    const before = toPane(transformOf(near, shape, size), at);
    const after = toPane(transformOf(zoomedView(near, shape, size, 2, at), shape, size), at);
    expect(after[0]).toBeCloseTo(before[0], 6);
    expect(after[1]).toBeCloseTo(before[1], 6);
  });

  it("never loses the image, however far it is panned", () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.integer(), fc.integer()),
        fc.double({ min: 1, max: 60, noNaN: true }),
        (by, factor) => {
          const view = pannedView(
            zoomedView(homeView(shape), shape, size, factor, [10, 10]),
            shape,
            size,
            by,
          );
          const part = visiblePart(transformOf(view, shape, size), shape, size);
          expect(part.size[1]).toBeCloseTo(400, 6);
          expect(part.size[0]).toBeGreaterThanOrEqual(299);
        },
      ),
    );
  });
});
