import type { Detector } from "./detector.js";

/** The pixels of a detector: 1 = belongs, C order over [detY, detX]. Membership as in core/virtual/detector.ts. */
export function detectorMask(detector: Detector, detectorShape: readonly [number, number]): Uint8Array {
  if (detector.shape === "bitmap") return detector.mask;
  const [height, width] = detectorShape;
  const contains = membership(detector);
  const mask = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (contains(y - detector.centre[0], x - detector.centre[1])) mask[y * width + x] = 1;
    }
  }
  return mask;
}

type Membership = (dy: number, dx: number) => boolean;

function membership(detector: Exclude<Detector, { shape: "bitmap" }>): Membership {
  switch (detector.shape) {
    case "point": {
      const dyNearest = Math.round(detector.centre[0]) - detector.centre[0];
      const dxNearest = Math.round(detector.centre[1]) - detector.centre[1];
      return (dy, dx) => dy === dyNearest && dx === dxNearest;
    }
    case "circle": {
      const limit = detector.radius * detector.radius;
      return (dy, dx) => dy * dy + dx * dx <= limit;
    }
    case "annulus": {
      const least = detector.inner * detector.inner;
      const limit = detector.outer * detector.outer;
      return (dy, dx) => dy * dy + dx * dx >= least && dy * dy + dx * dx < limit;
    }
    case "rectangle":
      return (dy, dx) => Math.abs(dy) <= detector.height / 2 && Math.abs(dx) <= detector.width / 2;
  }
}
