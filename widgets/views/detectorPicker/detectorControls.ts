import type { PickerResponse } from "#widgets/models/detectorPickerState.js";
import { html } from "../parts/dom.js";
import { type DrawnShape, drawnShapes } from "../parts/shapeGeometry.js";
import { type Chooser, choiceGroup, type PressButton, pressButton } from "../parts/toolbar.js";
import { type CompositeChoice, compositeChoice } from "./compositeChoice.js";
import { type DetectorChips, detectorChips } from "./detectorChips.js";
import type { DetectorActions } from "./detectorDesk.js";
import { type GeometryFields, geometryFields } from "./geometryFields.js";
import { type HandFields, handFields } from "./handFields.js";
import type { PickerActions } from "./pickerParts.js";
import { type PresetButtons, presetButtons } from "./presetButtons.js";
import { responseChoice } from "./responses.js";

/** The toolbar of a picker: shape, conventional detectors, numbers and response. */
export interface DetectorControls {
  readonly toolbar: HTMLElement;
  readonly shapes: Chooser<DrawnShape>;
  readonly inverted: PressButton;
  readonly presets: PresetButtons;
  readonly fields: GeometryFields;
  readonly handFields: HandFields;
  readonly responses: Chooser<PickerResponse>;
  readonly chips: DetectorChips;
  readonly composites: CompositeChoice;
  setDisabled(disabled: boolean): void;
}

/** Makes the toolbar. */
export function detectorControls(actions: PickerActions): DetectorControls {
  const { detectors } = actions;
  const shapes = shapeChoice(detectors);
  const inverted = pressButton({
    label: "All pixels but these",
    icon: "invert",
    onPress: () => detectors.invert(),
  });
  const presets = presetButtons({
    onPreset: (name) => detectors.choosePreset(name),
    onCentre: () => detectors.centreOnBeam(),
    onDescan: () => actions.descan.toggle(),
  });
  const fields = geometryFields((detector) => detectors.commit(detector));
  const hands = handFields({
    onChange: (detector) => detectors.commit(detector),
    onHand: (hand) => detectors.useHand(hand),
  });
  const responses = responseChoice((response) => actions.chooseResponse(response));
  const chips = detectorChips(detectors);
  const composites = compositeChoice((composite) => detectors.chooseComposite(composite));
  const shapeRow = html("div", { class: "ronchi-ButtonRow" }, shapes.element, inverted.element);
  const toolbar = html(
    "div",
    { class: "ronchi-Toolbar" },
    shapeRow,
    presets.element,
    fields.element,
    hands.element,
    html("div", { class: "ronchi-Toolbar-row" }, chips.element, responses.element, composites.element),
  );
  const controls = { shapes, presets, fields, handFields: hands, responses, chips, composites };
  return {
    toolbar,
    inverted,
    ...controls,
    setDisabled(disabled) {
      for (const control of Object.values(controls)) control.setDisabled(disabled);
      inverted.element.disabled = disabled;
    },
  };
}

const shapeHints: Readonly<Record<DrawnShape, string>> = {
  point: "Detector: point",
  circle: "Detector: circle",
  annulus: "Detector: annulus",
  rectangle: "Detector: rectangle",
  lattice: "Detector: lattice of disks on the spots of the pattern",
  polygon: "Detector: polygon, drawn corner by corner",
  bitmap: "Detector: paint its pixels with a brush",
};

function shapeChoice(detectors: DetectorActions): Chooser<DrawnShape> {
  const choices = drawnShapes.map((value) => {
    const hint = `${shapeHints[value]} (T: next shape)`;
    return { value, label: value, icon: value, hint };
  });
  return choiceGroup("Detector shape", choices, (shape) => detectors.chooseShape(shape));
}
