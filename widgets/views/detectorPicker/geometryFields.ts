import type { DetectorUnit } from "#core/virtual/detector.js";
import { centreOf } from "#widgets/models/detectorBounds.js";
import { detectorDecimals } from "#widgets/models/detectorCode.js";
import type { DrawableDetector } from "#widgets/models/detectorPickerState.js";
import { movedDetector } from "#widgets/models/movedDetector.js";
import type { DetectorScale } from "#widgets/models/paneUnits.js";
import { html, setText } from "../parts/dom.js";
import { type NumberField, numberField } from "../parts/numberField.js";

export interface GeometryFields {
  readonly element: HTMLElement;
  /** @param scale the unit of the numbers  @param calibrated the sizes in calibrated units, or that there are none */
  show(detector: DrawableDetector, scale: DetectorScale, calibrated: string): void;
  setDisabled(disabled: boolean): void;
}

interface FieldPlan {
  readonly caption: string;
  readonly name: string;
  /** A place counts from the origin of a unit, a length does not. */
  readonly kind: "place" | "length";
  readonly axis: 0 | 1;
  readonly read: (detector: DrawableDetector) => number;
  readonly write: (detector: DrawableDetector, value: number) => DrawableDetector;
}

/** px; in other units one hundredth of the numbers that are usual there. */
const steps: Readonly<Record<DetectorUnit, number>> = { px: 0.5, "Å⁻¹": 0.01, mrad: 0.1 };

const placeFields: readonly FieldPlan[] = [placeField("centre y", 0), placeField("x", 1)];

function placeField(caption: string, axis: 0 | 1): FieldPlan {
  return {
    caption,
    name: axis === 0 ? "Centre y" : "Centre x",
    kind: "place",
    axis,
    read: (detector) => Number((centreOf(detector)?.[axis] ?? 0).toFixed(detectorDecimals)),
    write(detector, value) {
      const change = value - (centreOf(detector)?.[axis] ?? 0);
      return movedDetector(detector, axis === 0 ? [change, 0] : [0, change]);
    },
  };
}

const sizeNames: Readonly<Partial<Record<DrawableDetector["shape"], readonly string[]>>> = {
  circle: ["radius"],
  annulus: ["inner", "outer"],
  sector: ["inner", "outer"],
  rectangle: ["height", "width"],
  lattice: ["radius"],
};

function sizeField(caption: string): FieldPlan {
  return {
    caption,
    name: `${caption[0]!.toUpperCase()}${caption.slice(1)}${caption === "inner" || caption === "outer" ? " radius" : ""}`,
    kind: "length",
    axis: caption === "height" ? 0 : 1,
    read: (detector) => (detector as unknown as Record<string, number>)[caption]!,
    write: (detector, value) => ({ ...detector, [caption]: value }),
  };
}

/** What numbers say of a detector; of one that is left out, of what is left out. */
function plansOf(detector: DrawableDetector): readonly FieldPlan[] {
  if (detector.shape === "inversion") return plansOf(detector.detector).map(ofInverted);
  // A bitmap is painted, not placed.
  if (detector.shape === "bitmap") return [];
  return [...placeFields, ...(sizeNames[detector.shape] ?? []).map(sizeField)];
}

function ofInverted(plan: FieldPlan): FieldPlan {
  const inner = (detector: DrawableDetector) =>
    detector.shape === "inversion" ? detector.detector : detector;
  return {
    ...plan,
    read: (detector) => plan.read(inner(detector)),
    write: (detector, value) => ({ shape: "inversion", detector: plan.write(inner(detector), value) }),
  };
}

/** Detectors of one kind have the same fields. */
function kindOf(detector: DrawableDetector): string {
  return detector.shape === "inversion" ? `all but ${kindOf(detector.detector)}` : detector.shape;
}

function toUnit({ kind, axis }: FieldPlan, value: number, { unit, perPixel, origin }: DetectorScale): number {
  const shown = (value - (kind === "place" ? origin[axis] : 0)) * perPixel[axis];
  return unit === "px" ? shown : Number(shown.toPrecision(4));
}

function fromUnit({ kind, axis }: FieldPlan, shown: number, { perPixel, origin }: DetectorScale): number {
  return shown / perPixel[axis] + (kind === "place" ? origin[axis] : 0);
}

/** The numbers of a detector, to read and to type; they follow the shape and the shape follows them. */
export function geometryFields(onChange: (detector: DrawableDetector) => void): GeometryFields {
  const numbers = html("div", { class: "ronchi-Fields-numbers" });
  const calibratedText = html("span", { class: "ronchi-Fields-calibrated" });
  let shown: DrawableDetector | undefined;
  let scale: DetectorScale | undefined;
  let disabled = false;
  let fields: { readonly plan: FieldPlan; readonly field: NumberField }[] = [];

  function build(detector: DrawableDetector, unit: DetectorUnit): void {
    fields = plansOf(detector).map((plan) => {
      const onCommit = (value: number) => onChange(plan.write(shown!, fromUnit(plan, value, scale!)));
      const label = `${plan.name}, ${unit}`;
      return { plan, field: numberField({ caption: plan.caption, label, step: steps[unit], onCommit }) };
    });
    const unitText = html("span", { class: "ronchi-Fields-unit" }, unit);
    const elements = fields.map(({ field }) => field.element);
    numbers.replaceChildren(...(elements.length === 0 ? [] : [...elements, unitText]));
  }

  function setDisabled(off: boolean): void {
    disabled = off;
    for (const { field } of fields) field.setDisabled(disabled);
  }

  return {
    element: html(
      "div",
      { class: "ronchi-Fields", role: "group", "aria-label": "Geometry" },
      numbers,
      calibratedText,
    ),
    show(detector, wanted, calibrated) {
      const isBuilt =
        shown !== undefined && kindOf(shown) === kindOf(detector) && scale?.unit === wanted.unit;
      if (!isBuilt) build(detector, wanted.unit);
      [shown, scale] = [detector, wanted];
      for (const { plan, field } of fields) field.show(toUnit(plan, plan.read(detector), wanted));
      setText(calibratedText, calibrated);
      setDisabled(disabled);
    },
    setDisabled,
  };
}
