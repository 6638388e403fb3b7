import type { DrawableDetector } from "#widgets/models/detectorPickerState.js";
import type { DetectorScale } from "#widgets/models/paneUnits.js";
import { cornersOf, withCorners } from "../parts/corners.js";
import { html, setText } from "../parts/dom.js";
import { brushOf, type Hand } from "../parts/hand.js";
import { numberField } from "../parts/numberField.js";
import { withCornerMoved } from "../parts/polygonGeometry.js";
import { pressButton } from "../parts/toolbar.js";
import type { Pair } from "../parts/viewTransform.js";

/** What belongs to shapes that a hand draws: the chosen corner of a polygon, vectors of a lattice, or the brush of a bitmap. */
export interface HandFields {
  readonly element: HTMLElement;
  show(detector: DrawableDetector, hand: Hand, scale: DetectorScale): void;
  setDisabled(disabled: boolean): void;
}

export interface HandFieldsOptions {
  readonly onChange: (detector: DrawableDetector) => void;
  readonly onHand: (hand: Partial<Hand>) => void;
}

/** Fields for the corners of polygons, for lattice vectors and for the brush; empty for other shapes. */
export function handFields(options: HandFieldsOptions): HandFields {
  const corners = cornerFields(options);
  const brush = brushFields(options.onHand);
  const vectors = vectorFields(options);
  const parts = [corners, vectors, brush];
  return {
    element: html("div", { class: "ronchi-Fields" }, ...parts.map(({ element }) => element)),
    show(detector, hand, scale) {
      for (const part of parts) part.show(detector, hand, scale);
    },
    setDisabled(disabled) {
      for (const part of parts) part.setDisabled(disabled);
    },
  };
}

function cornerFields({ onChange, onHand }: HandFieldsOptions): HandFields {
  let [shown, corner]: [DrawableDetector | undefined, number] = [undefined, 0];
  let scale: DetectorScale | undefined;
  const move = (axis: 0 | 1) => (value: number) => {
    const points = shown && cornersOf(shown);
    if (points === undefined || scale === undefined) return;
    const to = value / scale.perPixel[axis] + scale.origin[axis];
    const by = to - points[corner]![axis];
    const moved = withCornerMoved(points, corner, axis === 0 ? [by, 0] : [0, by]);
    onChange(withCorners(shown!, moved));
  };
  const choose = (number: number) => {
    const count = (shown && cornersOf(shown))?.length ?? 1;
    onHand({ corner: Math.min(Math.max(Math.round(number), 1), count) - 1 });
  };
  const index = numberField({ caption: "corner", label: "Corner, number", step: 1, onCommit: choose });
  const y = numberField({ caption: "y", label: "Corner y", step: "any", onCommit: move(0) });
  const x = numberField({ caption: "x", label: "Corner x", step: "any", onCommit: move(1) });
  const fields = [index, y, x];
  const element = html("div", { class: "ronchi-Fields-numbers" }, ...fields.map((field) => field.element));
  return {
    element,
    show(detector, hand, wanted) {
      const points = isLattice(detector) ? undefined : cornersOf(detector);
      element.hidden = points === undefined;
      if (points === undefined) return;
      [shown, scale] = [detector, wanted];
      corner = Math.min(hand.corner ?? 0, points.length - 1);
      index.show(corner + 1);
      for (const [axis, field] of [y, x].entries())
        field.show(inUnit(points[corner]!, axis as 0 | 1, wanted));
    },
    setDisabled(disabled) {
      for (const field of fields) field.setDisabled(disabled);
    },
  };
}

function isLattice(detector: DrawableDetector): boolean {
  return (detector.shape === "inversion" ? detector.detector : detector).shape === "lattice";
}

/** Components of g1 and g2. */
function vectorFields({ onChange }: HandFieldsOptions): HandFields {
  let shown: DrawableDetector | undefined;
  let scale: DetectorScale | undefined;
  const components = ([0, 1] as const).flatMap((index) => ([0, 1] as const).map((axis) => ({ index, axis })));
  const set = (index: 0 | 1, axis: 0 | 1, value: number): void => {
    if (shown === undefined || scale === undefined) return;
    const by = value / scale.perPixel[axis] - vectorsOf(shown)[index]![axis];
    const moved = withCornerMoved(cornersOf(shown)!, index, axis === 0 ? [by, 0] : [0, by]);
    onChange(withCorners(shown, moved));
    // What is no lattice is not taken: the field goes back.
    show(shown, scale);
  };
  const fields = components.map(({ index, axis }) => {
    const [name, along] = [`g${index + 1}`, axis === 0 ? "y" : "x"];
    return numberField({
      caption: axis === 0 ? `${name} y` : along,
      label: `Lattice vector ${name}, ${along}`,
      step: "any",
      onCommit: (value) => set(index, axis, value),
    });
  });
  const unit = html("span", { class: "ronchi-Fields-unit" });
  const show = (detector: DrawableDetector, wanted: DetectorScale): void => {
    [shown, scale] = [detector, wanted];
    setText(unit, wanted.unit);
    const vectors = vectorsOf(detector);
    for (const [i, { index, axis }] of components.entries())
      fields[i]!.show(Number((vectors[index]![axis] * wanted.perPixel[axis]).toPrecision(4)));
  };
  const element = html(
    "div",
    { class: "ronchi-Fields-numbers" },
    ...fields.map((field) => field.element),
    unit,
  );
  return {
    element,
    show(detector, _, wanted) {
      element.hidden = !isLattice(detector);
      if (!element.hidden) show(detector, wanted);
    },
    setDisabled(disabled) {
      for (const field of fields) field.setDisabled(disabled);
    },
  };
}

function vectorsOf(detector: DrawableDetector): readonly Pair[] {
  if (detector.shape === "inversion") return vectorsOf(detector.detector);
  return detector.shape === "lattice" ? [detector.g1, detector.g2] : [];
}

function inUnit(place: Pair, axis: 0 | 1, { perPixel, origin }: DetectorScale): number {
  return Number(((place[axis] - origin[axis]) * perPixel[axis]).toPrecision(4));
}

function brushFields(onHand: HandFieldsOptions["onHand"]): HandFields {
  const size = numberField({
    caption: "brush",
    label: "Brush size, px ([ and ])",
    step: 1,
    onCommit: (value) => onHand(brushOf(value)),
  });
  const eraser = pressButton({
    label: "Erase instead of paint (X, or hold Alt)",
    icon: "eraser",
    onPress: (erases) => onHand({ erases }),
  });
  const unit = html("span", { class: "ronchi-Fields-unit" }, "px");
  const element = html("div", { class: "ronchi-Fields-numbers" }, size.element, unit, eraser.element);
  return {
    element,
    show(detector, { brushSize, erases }) {
      element.hidden = detector.shape !== "bitmap";
      size.show(brushSize);
      eraser.show(erases);
    },
    setDisabled(disabled) {
      size.setDisabled(disabled);
      eraser.element.disabled = disabled;
    },
  };
}
