import { RonchiError } from "#core/errors.js";
import type { DetectorPicker } from "./detectorPicker.js";
import type { DetectorPickerState } from "./detectorPickerState.js";

type Trait = keyof DetectorPickerState;

/** Makes sense where the detectors have equally many pixels, and where the scans have equally many positions. */
const onDetector: readonly Trait[] = ["detector", "response"];
const onScan: readonly Trait[] = ["cursor", "region", "pattern"];

/**
 * Links two pickers: the same detector and response, the same cursor, region and kind of pattern, whichever of them a
 * hand changes. The second one takes over what the first one has. Of data of different shapes only that is shared which
 * both have: the detector where the patterns are of one size, the cursor where the scans are.
 *
 * Returns what ends the link. Throws RonchiError "shape-mismatch" when they have neither in common.
 */
export function link(first: DetectorPicker, second: DetectorPicker): () => void {
  const traits = sharedTraits(first.get("scan").shape, second.get("scan").shape);
  const ends = traits.flatMap((trait) => {
    follow(first, second, trait);
    return [
      first.observe(trait, () => follow(first, second, trait)),
      second.observe(trait, () => follow(second, first, trait)),
    ];
  });
  return () => {
    for (const end of ends) end();
  };
}

/** Setting what is set already changes nothing, so that this ends. */
function follow<Name extends Trait>(from: DetectorPicker, to: DetectorPicker, trait: Name): void {
  to.set(trait, from.get(trait));
}

function sharedTraits(
  a: DetectorPickerState["scan"]["shape"],
  b: DetectorPickerState["scan"]["shape"],
): readonly Trait[] {
  const traits = [
    ...(a[2] === b[2] && a[3] === b[3] ? onDetector : []),
    ...(a[0] === b[0] && a[1] === b[1] ? onScan : []),
  ];
  if (traits.length > 0) return traits;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "pickers to link",
    found: `data of ${a.join(" x ")} and ${b.join(" x ")}`,
    expected: "equally many detector pixels, or equally many scan positions",
    remedy: "Link pickers of data from the same detector or of the same scan.",
  });
}
