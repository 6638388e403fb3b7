import type { DetectorUnit } from "#core/virtual/detector.js";
import type { DrawableDetector } from "#widgets/models/detectorPickerState.js";
import { html, setText } from "../parts/dom.js";
import { type NumberField, numberField } from "../parts/numberField.js";
import type { DrawnShape } from "../parts/shapeGeometry.js";
import type { DetectorScale } from "./units.js";

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

const centreFields: readonly FieldPlan[] = [
  {
    caption: "centre y",
    name: "Centre y",
    kind: "place",
    axis: 0,
    read: ({ centre }) => centre[0],
    write: (detector, y) => ({ ...detector, centre: [y, detector.centre[1]] }),
  },
  {
    caption: "x",
    name: "Centre x",
    kind: "place",
    axis: 1,
    read: ({ centre }) => centre[1],
    write: (detector, x) => ({ ...detector, centre: [detector.centre[0], x] }),
  },
];

const sizeNames: Record<DrawnShape, readonly string[]> = {
  point: [],
  circle: ["radius"],
  annulus: ["inner", "outer"],
  rectangle: ["height", "width"],
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

  function build(shape: DrawnShape, unit: DetectorUnit): void {
    fields = [...centreFields, ...sizeNames[shape].map(sizeField)].map((plan) => {
      const onCommit = (value: number) => onChange(plan.write(shown!, fromUnit(plan, value, scale!)));
      const label = `${plan.name}, ${unit}`;
      return { plan, field: numberField({ caption: plan.caption, label, step: steps[unit], onCommit }) };
    });
    const unitText = html("span", { class: "ronchi-Fields-unit" }, unit);
    numbers.replaceChildren(...fields.map(({ field }) => field.element), unitText);
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
      if (shown?.shape !== detector.shape || scale?.unit !== wanted.unit) build(detector.shape, wanted.unit);
      [shown, scale] = [detector, wanted];
      for (const { plan, field } of fields) field.show(toUnit(plan, plan.read(detector), wanted));
      setText(calibratedText, calibrated);
      setDisabled(disabled);
    },
    setDisabled,
  };
}
