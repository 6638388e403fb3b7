import { RonchiError } from "../errors.js";
import type { LatticeDetector, Pair } from "./detector.js";

/** The nodes looked at are bounded: a cell of a few px on the largest detectors stays below it. */
const mostNodes = 1 << 22;

/**
 * Places of the disks of a lattice detector, [y, x] px: all integer combinations whose centre lies on the detector
 * (from -0.5 to n - 0.5 along each axis), within `order` and `extent`.
 * @throws RonchiError "invalid-argument" when g1 and g2 are parallel, or so short that the nodes are too many
 */
export function latticeNodes(lattice: LatticeDetector, detectorShape: Pair): Pair[] {
  const { centre, g1, g2, order = Number.POSITIVE_INFINITY } = lattice;
  const [lastH, lastK] = indexLimits(lattice, detectorShape).map((limit) => Math.min(limit, order));
  if (!((2 * lastH! + 1) * (2 * lastK! + 1) <= mostNodes)) throw degenerate(lattice);
  const nodes: Pair[] = [];
  for (let h = -lastH!; h <= lastH!; h++) {
    for (let k = -lastK!; k <= lastK!; k++) {
      if (h === 0 && k === 0 && lattice.directBeam === false) continue;
      const away: Pair = [h * g1[0] + k * g2[0], h * g1[1] + k * g2[1]];
      if (Math.hypot(...away) > (lattice.extent ?? Number.POSITIVE_INFINITY)) continue;
      const node: Pair = [centre[0] + away[0], centre[1] + away[1]];
      if (isOnDetector(node, detectorShape)) nodes.push(node);
    }
  }
  return nodes;
}

/** The largest |h| and |k| of any place on the detector: the indices of its corners bound those of all others. */
function indexLimits({ centre, g1, g2 }: LatticeDetector, [height, width]: Pair): [number, number] {
  const cell = g1[0] * g2[1] - g1[1] * g2[0];
  const indices = [-0.5, height - 0.5].flatMap((y) =>
    [-0.5, width - 0.5].map((x) => {
      const [dy, dx] = [y - centre[0], x - centre[1]];
      return [Math.abs(dy * g2[1] - dx * g2[0]), Math.abs(dx * g1[0] - dy * g1[1])] as const;
    }),
  );
  const limit = (axis: 0 | 1): number =>
    Math.floor(Math.max(...indices.map((index) => index[axis])) / Math.abs(cell));
  return [limit(0), limit(1)];
}

function isOnDetector([y, x]: Pair, [height, width]: Pair): boolean {
  return y >= -0.5 && y <= height - 0.5 && x >= -0.5 && x <= width - 0.5;
}

function degenerate({ g1, g2 }: LatticeDetector): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: "lattice.g1, lattice.g2",
    found: `[${g1.join(", ")}] and [${g2.join(", ")}] px`,
    expected: "two vectors that span a cell of a few px",
    remedy: "Give two reciprocal lattice vectors that are not parallel, or limit the nodes with `order`.",
  });
}
