import { RonchiError } from "#core/errors.js";
import type { DrawableDetector } from "./pickerDetector.js";

/** A detector of a picker with its name. */
export interface NamedDetector {
  readonly name: string;
  readonly detector: DrawableDetector;
}

/**
 * What the image is put together from, by the names of detectors: up to three as red, green and blue, or the first minus
 * the second, on request each divided by its mean. null: the image of the selected detector.
 */
export type Composite =
  | { readonly kind: "rgb"; readonly of: readonly string[] }
  | { readonly kind: "difference"; readonly of: readonly [string, string]; readonly perMean: boolean }
  | null;

/** The detectors of a picker as its traits hold them. */
export interface Detectors {
  /** In order; of the selected one, `detector` holds the geometry. */
  readonly detectors: readonly NamedDetector[];
  /** Name of the one that hands work on. */
  readonly selected: string;
  readonly detector: DrawableDetector;
  readonly composite: Composite;
}

/** What a composite is made of: names and geometry, red or minuend first. */
export interface ShownComposite {
  readonly kind: "rgb" | "difference";
  readonly detectors: readonly NamedDetector[];
  readonly perMean?: boolean;
}

/** Characters: longer names would not fit beside a shape. */
export const longestName = 24;
/** A picker shows so many detectors at most. */
export const mostDetectors = 32;

/** All detectors with their geometry as it stands. */
export function currentDetectors({ detectors, selected, detector }: Detectors): readonly NamedDetector[] {
  return detectors.map((named) => (named.name === selected ? { name: selected, detector } : named));
}

/** What a composite shows now; null for none, and where its detectors are not there any more. */
export function shownComposite(state: Detectors): ShownComposite | null {
  const { composite } = state;
  if (!composite) return null;
  const all = currentDetectors(state);
  const detectors = composite.of.flatMap((name) => all.find((named) => named.name === name) ?? []);
  if (composite.kind === "rgb") return detectors.length === 0 ? null : { kind: "rgb", detectors };
  if (detectors.length < 2) return null;
  return { kind: "difference", detectors, perMean: composite.perMean };
}

/** The first of A, B … Z, A2 … that is not taken. */
export function freeName(detectors: readonly NamedDetector[]): string {
  for (let i = 0; ; i++) {
    const letter = String.fromCharCode(65 + (i % 26));
    const name = i < 26 ? letter : `${letter}${Math.floor(i / 26) + 1}`;
    if (!detectors.some((named) => named.name === name)) return name;
  }
}

/** Another one is selected; the geometry of the one before is kept. */
export function withSelected(state: Detectors, name: string): Detectors {
  const detectors = currentDetectors(state);
  const chosen = detectors.find((named) => named.name === name);
  if (chosen === undefined || name === state.selected) return state;
  return { ...state, detectors, selected: name, detector: chosen.detector };
}

/** One more after the selected one, which is selected then. */
export function withAdded(state: Detectors, detector: DrawableDetector): Detectors {
  const all = currentDetectors(state);
  if (all.length >= mostDetectors) return state;
  const name = freeName(all);
  const at = all.findIndex((named) => named.name === state.selected) + 1;
  const detectors = [...all.slice(0, at), { name, detector }, ...all.slice(at)];
  return { ...state, detectors, selected: name, detector };
}

/** The selected one is taken away; its neighbour is selected. The last one stays. */
export function withoutSelected(state: Detectors): Detectors {
  const all = currentDetectors(state);
  if (all.length < 2) return state;
  const at = all.findIndex((named) => named.name === state.selected);
  const detectors = all.filter((_, i) => i !== at);
  const next = detectors[Math.min(at, detectors.length - 1)]!;
  const composite = compositeWithout(state.composite, state.selected);
  return { detectors, selected: next.name, detector: next.detector, composite };
}

/** The selected one gets another name; without effect when it is taken, empty or too long. */
export function withName(state: Detectors, name: string): Detectors {
  const all = currentDetectors(state);
  if (nameFault(name) !== undefined || all.some((named) => named.name === name)) return state;
  const renamed = (old: string) => (old === state.selected ? name : old);
  const { composite } = state;
  return {
    ...state,
    detectors: all.map((named) => ({ ...named, name: renamed(named.name) })),
    selected: name,
    // As many names as before.
    composite: composite && ({ ...composite, of: composite.of.map(renamed) } as Composite),
  };
}

/** The selected one is replaced by its parts, named after it; the first is selected. */
export function withParts(state: Detectors, parts: readonly DrawableDetector[]): Detectors {
  const all = currentDetectors(state);
  const at = all.findIndex((named) => named.name === state.selected);
  const others = all.filter((_, i) => i !== at);
  if (others.length + parts.length > mostDetectors) return state;
  const stem = state.selected.slice(0, longestName - 2);
  const named = parts.map((detector, i) => ({ name: `${stem}${i + 1}`, detector }));
  if (others.some(({ name }) => named.some((part) => part.name === name))) return state;
  const detectors = [...others.slice(0, at), ...named, ...others.slice(at)];
  const [first] = named;
  const composite = compositeWithout(state.composite, state.selected);
  return { detectors, selected: first!.name, detector: first!.detector, composite };
}

function compositeWithout(composite: Composite, name: string): Composite {
  if (!composite?.of.includes(name)) return composite;
  if (composite.kind === "difference") return null;
  const of = composite.of.filter((other) => other !== name);
  return of.length === 0 ? null : { kind: "rgb", of };
}

/** What is wrong with a name, if anything. */
export function nameFault(name: unknown): string | undefined {
  if (typeof name !== "string" || name.trim() === "") return "an empty name";
  return name.length > longestName ? `a name of ${name.length} characters` : undefined;
}

/**
 * Checks a composite against the detectors that are there.
 * @throws RonchiError "invalid-argument" for other numbers of names than one to three, or two, and for unknown names
 */
export function checkComposite(composite: Composite, detectors: readonly NamedDetector[]): void {
  if (composite === null) return;
  const { kind, of } = composite;
  const isKnown = of.every((name) => detectors.some((named) => named.name === name));
  const fits = kind === "rgb" ? of.length >= 1 && of.length <= 3 : kind === "difference" && of.length === 2;
  if (isKnown && fits) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: "composite of a DetectorPicker",
    found: `${kind} of ${of.join(", ")}`,
    expected: `"rgb" of one to three, or "difference" of two of ${detectors.map(({ name }) => name).join(", ")}`,
    remedy:
      'Assign { kind: "rgb", of: ["bf", "adf"] }, { kind: "difference", of: ["a", "b"], perMean: false } or null.',
  });
}
