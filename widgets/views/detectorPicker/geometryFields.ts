import type { DrawableDetector } from "#widgets/models/detectorPickerState.js";
import { html, setText } from "../parts/dom.js";
import { type NumberField, numberField } from "../parts/numberField.js";
import type { DrawnShape } from "../parts/shapeGeometry.js";

export interface GeometryFields {
  readonly element: HTMLElement;
  /** @param calibrated the sizes in calibrated units, or that there are none */
  show(detector: DrawableDetector, calibrated: string): void;
  setDisabled(disabled: boolean): void;
}

interface FieldPlan {
  readonly caption: string;
  readonly label: string;
  readonly read: (detector: DrawableDetector) => number;
  readonly write: (detector: DrawableDetector, value: number) => DrawableDetector;
}

const step = 0.5;

const centreFields: readonly FieldPlan[] = [
  {
    caption: "centre y",
    label: "Centre y, px",
    read: ({ centre }) => centre[0],
    write: (detector, y) => ({ ...detector, centre: [y, detector.centre[1]] }),
  },
  {
    caption: "x",
    label: "Centre x, px",
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

function sizeField(name: string): FieldPlan {
  return {
    caption: name,
    label: `${name[0]!.toUpperCase()}${name.slice(1)}${name === "inner" || name === "outer" ? " radius" : ""}, px`,
    read: (detector) => (detector as unknown as Record<string, number>)[name]!,
    write: (detector, value) => ({ ...detector, [name]: value }),
  };
}

/** The numbers of a detector, to read and to type; they follow the shape and the shape follows them. */
export function geometryFields(onChange: (detector: DrawableDetector) => void): GeometryFields {
  const numbers = html("div", { class: "ronchi-Fields-numbers" });
  const calibratedText = html("span", { class: "ronchi-Fields-calibrated" });
  let shown: DrawableDetector | undefined;
  let disabled = false;
  let fields: { readonly plan: FieldPlan; readonly field: NumberField }[] = [];

  function build(shape: DrawnShape): void {
    fields = [...centreFields, ...sizeNames[shape].map(sizeField)].map((plan) => {
      const onCommit = (value: number) => onChange(plan.write(shown!, value));
      return { plan, field: numberField({ caption: plan.caption, label: plan.label, step, onCommit }) };
    });
    const unit = html("span", { class: "ronchi-Fields-unit" }, "px");
    numbers.replaceChildren(...fields.map(({ field }) => field.element), unit);
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
    show(detector, calibrated) {
      if (shown?.shape !== detector.shape) build(detector.shape);
      shown = detector;
      for (const { plan, field } of fields) field.show(plan.read(detector));
      setText(calibratedText, calibrated);
      setDisabled(disabled);
    },
    setDisabled,
  };
}
