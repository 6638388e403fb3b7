import { RonchiError } from "#core/errors.js";
import type { DetectorPicker } from "./detectorPicker.js";
import type { DetectorPickerState, SharedPart } from "./detectorPickerState.js";

type Trait = keyof DetectorPickerState;

const traitsOf: Readonly<Record<SharedPart, readonly Trait[]>> = {
  detector: ["detectors", "selected", "composite", "detector", "response", "descan"],
  scan: ["cursor", "region", "pattern"],
  looks: ["diffraction", "image", "spectrumLook", "cepstrumLook", "units"],
};

export interface LinkOptions {
  /**
   * What the pickers share: "detector" (its response, and whether it follows the descan), "scan" (cursor, region and kind of pattern), "looks" (limits,
   * scales, colour maps and units of both panes). Default: detector and scan.
   */
  readonly share?: readonly SharedPart[];
}

/**
 * Links two pickers: the same detector and response, the same cursor, region and kind of pattern, whichever of them a
 * hand changes; in one browser also while it drags, and while a cell runs. The second one takes over what the first one has. Of
 * data of different shapes only that is shared which both have: the detector where the patterns are of one size, the
 * cursor where the scans are.
 *
 * Returns what ends the link. Throws RonchiError "shape-mismatch" when nothing is left to share.
 */
export function link(first: DetectorPicker, second: DetectorPicker, options: LinkOptions = {}): () => void {
  const share = sharedParts(first.get("scan").shape, second.get("scan").shape, options);
  const ends = share
    .flatMap((part) => traitsOf[part])
    .flatMap((trait) => {
      const followTrait = trait === "descan" ? followDescan : follow;
      followTrait(first, second, trait);
      return [
        first.observe(trait, () => followTrait(first, second, trait)),
        second.observe(trait, () => followTrait(second, first, trait)),
      ];
    });
  const key = `${first.id} ${second.id}`;
  const link = { key, share, sameData: first.hasDataOf(second) };
  for (const picker of [first, second]) picker.set("links", [...picker.get("links"), link]);
  return () => {
    for (const end of ends) end();
    for (const picker of [first, second])
      picker.set(
        "links",
        picker.get("links").filter((known) => known.key !== key),
      );
  };
}

/** Small JSON, compared as such: what is equal already is not set, so that this ends. */
function follow<Name extends Trait>(from: DetectorPicker, to: DetectorPicker, trait: Name): void {
  if (JSON.stringify(to.get(trait)) !== JSON.stringify(from.get(trait))) to.set(trait, from.get(trait));
}

/**
 * Of one data set the fit is shared; of two, each has its own, and both follow theirs or stay. Where nobody has measured
 * the other one, its view does when a hand lets the detectors follow.
 */
function followDescan(from: DetectorPicker, to: DetectorPicker): void {
  if (from.hasDataOf(to)) follow(from, to, "descan");
  else {
    const own = to.get("descan");
    const follows = from.get("descan")?.follows ?? false;
    if (own !== null && own.follows !== follows) to.set("descan", { ...own, follows });
  }
}

function sharedParts(
  a: DetectorPickerState["scan"]["shape"],
  b: DetectorPickerState["scan"]["shape"],
  { share = ["detector", "scan"] }: LinkOptions,
): readonly SharedPart[] {
  const fits: Readonly<Record<SharedPart, boolean>> = {
    detector: a[2] === b[2] && a[3] === b[3],
    scan: a[0] === b[0] && a[1] === b[1],
    looks: true,
  };
  const parts = share.filter((part) => fits[part]);
  if (parts.length > 0) return parts;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "pickers to link",
    found: `data of ${a.join(" x ")} and ${b.join(" x ")}, to share ${share.join(", ") || "nothing"}`,
    expected: "equally many detector pixels, or equally many scan positions",
    remedy: "Link pickers of data from the same detector or of the same scan.",
  });
}
