import { RonchiError } from "../errors.js";
import type { Udf } from "./contract.js";
import { followingMoments } from "./library/followingMoments.js";
import { followingSums } from "./library/followingSums.js";
import { frameMax } from "./library/frameMax.js";
import { frameSquareSum } from "./library/frameSquareSum.js";
import { frameSum } from "./library/frameSum.js";
import { maskMax } from "./library/maskMax.js";
import { maskSums } from "./library/maskSums.js";
import { moments } from "./library/moments.js";
import { ringSums } from "./library/ringSums.js";
import { userUdf } from "./library/userUdf.js";
import { weightedSums } from "./library/weightedSums.js";

/** The UDFs that every worker knows by name, so that a plan can stay plain data. */
const udfs: ReadonlyMap<string, Udf<never>> = new Map<string, Udf<never>>(
  [
    ...[maskSums, weightedSums, followingSums, maskMax, moments, followingMoments, ringSums],
    ...[frameSum, frameMax, frameSquareSum, userUdf],
  ].map((udf) => [udf.name, udf]),
);

/** Throws RonchiError "invalid-argument" for a name that is not in the table. */
export function udfNamed(name: string): Udf {
  const udf = udfs.get(name);
  if (udf !== undefined) return udf as Udf;
  throw new RonchiError({
    code: "invalid-argument",
    subject: "plan",
    found: `UDF "${name}"`,
    expected: [...udfs.keys()].join(" or "),
    remedy: "Use a UDF of core/udf/registry.ts.",
  });
}
