import { type Limits, scaleValue, unscaleValue } from "#widgets/draw/contrast.js";
import { formatQuantity } from "#widgets/draw/format.js";
import { histogramOf } from "#widgets/draw/histogram.js";
import { limitsOf } from "#widgets/draw/paneLimits.js";
import type { PaneState } from "#widgets/models/detectorPickerState.js";
import { html, setText, svg } from "./dom.js";
import { placeIn, trackDrag } from "./drag.js";
import type { ImageLook, PaneImage } from "./imageRenderer.js";
import { numberField } from "./numberField.js";
import { buttonRow, iconButton, pressButton } from "./toolbar.js";

/** What a pane shows: its values, and the limits that its rule gave. */
export interface ShownValues {
  readonly image: PaneImage;
  readonly look: ImageLook;
  readonly rule: PaneState;
  /** Smallest and largest value of the image. */
  readonly range: Limits;
  readonly unit: string;
}

export interface HistogramOptions {
  /** Whose values these are, for accessible names. */
  readonly pane: string;
  /** While a limit is dragged, and when Esc takes it back. */
  readonly onDrag: (rule: PaneState) => void;
  readonly onCommit: (rule: PaneState) => void;
  readonly signal: AbortSignal;
}

export interface HistogramPart {
  readonly element: HTMLElement;
  show(shown: ShownValues): void;
}

const bins = 96;
/** Values that are counted: during a drag the histogram is drawn with every picture. */
const sample = 65_536;
/** Of the width of the plot: what an arrow key moves a limit by, and how near the limits come to each other. */
const keyStep = 0.01;
const smallestGap = 0.005;
/** The axis ends half a knob before the element, CSS px. */
const knob = 10;
const ends = ["lower", "upper"] as const;

/** Log counts of the values of a picture on its intensity scale, with its two limits as handles and as numbers. */
export function histogramPart(options: HistogramOptions): HistogramPart {
  const parts = histogramElements(options.pane, {
    onTyped: (end, value) => options.onCommit(ruleWith(end, value)),
    onLock: (on) =>
      options.onCommit(on ? { ...shown!.rule, limits: shown!.look.limits } : unlocked(shown!.rule)),
    onOnce: () => options.onCommit(ruleOnce(shown!)),
    onSymmetric: (on) => options.onCommit({ ...shown!.rule, symmetric: on }),
    onGamma: (to) => options.onCommit(withGamma(shown!.rule, to)),
  });
  const { plot, bars, handles, fields, unit, lock, symmetric, gamma } = parts;
  let shown: ShownValues | undefined;
  let axis: Limits = [0, 1];
  let dragging = false;

  function ruleWith(end: number, value: number): PaneState {
    const { rule, look } = shown!;
    if (rule.symmetric === true) return { ...rule, limits: [-Math.abs(value), Math.abs(value)] };
    const limits: Limits = end === 0 ? [value, look.limits[1]] : [look.limits[0], value];
    return { ...rule, limits: limits[0] <= limits[1] ? limits : [limits[1], limits[0]] };
  }

  function ruleAt(end: number, position: number): PaneState {
    const { look } = shown!;
    const other = scaleValue(look.limits[1 - end]!, axis, look.scale, look.step);
    const free = shown!.rule.symmetric === true;
    const [least, most] = end === 0 ? [0, other - smallestGap] : [other + smallestGap, 1];
    const kept = Math.min(Math.max(position, free ? 0 : least), free ? 1 : most);
    return ruleWith(end, Number(unscaleValue(kept, axis, look.scale, look.step).toPrecision(digitsOf(axis))));
  }

  function press(event: PointerEvent): void {
    if (event.button !== 0 || shown === undefined) return;
    const along = ([, x]: readonly [number, number]) => (x - knob / 2) / (plot.clientWidth - knob);
    const at = along(placeIn(plot, event));
    const end = nearestEnd(positions(), at);
    const before = shown.rule;
    // The grip on a knob is kept; a press elsewhere takes the nearer limit there.
    const off = positions()[end]! - at;
    const isOnKnob = Math.abs(off) * plot.clientWidth <= knob;
    event.preventDefault();
    handles[end]!.focus({ preventScroll: true });
    dragging = true;
    const finish = (rule: PaneState, act: (rule: PaneState) => void) => {
      dragging = false;
      act(rule);
    };
    const move = (place: readonly [number, number]) =>
      options.onDrag(ruleAt(end, along(place) + (isOnKnob ? off : 0)));
    const drag = {
      move,
      end: () => finish(shown!.rule, options.onCommit),
      cancel: () => finish(before, options.onDrag),
    };
    if (!isOnKnob) move(placeIn(plot, event));
    trackDrag(plot, event, drag, options.signal);
  }

  function onKey(event: KeyboardEvent): void {
    const end = handles.indexOf(event.target as HTMLElement);
    const step = keySteps[event.key];
    if (end < 0 || step === undefined || shown === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const by = step * keyStep * (event.shiftKey ? 5 : 1);
    options.onCommit(ruleAt(end, positions()[end]! + by));
  }

  function positions(): readonly number[] {
    const { limits, scale, step } = shown!.look;
    return limits.map((limit) => scaleValue(limit, axis, scale, step));
  }

  plot.addEventListener("pointerdown", press, { signal: options.signal });
  plot.addEventListener("keydown", onKey, { signal: options.signal });
  return {
    element: parts.element,
    show(values) {
      const { image, look, rule, range } = values;
      const changed = shown?.image !== image || shown.look.scale !== look.scale;
      const wanted: Limits = [Math.min(range[0], look.limits[0]), Math.max(range[1], look.limits[1])];
      const moved = !dragging && (wanted[0] !== axis[0] || wanted[1] !== axis[1]);
      shown = values;
      if (!dragging) axis = wanted;
      if (changed || moved) bars.setAttribute("d", barsPath(image, axis, look));
      for (const [i, position] of positions().entries()) {
        plot.style.setProperty(`--${ends[i]}`, String(position));
        handles[i]!.style.setProperty("--at", String(position));
        showValue(handles[i]!, position, formatQuantity(look.limits[i]!, values.unit));
        fields[i]!.show(fieldNumber(look.limits[i]!, digitsOf(axis)));
      }
      setText(unit, values.unit);
      lock.show(rule.limits !== undefined);
      symmetric.show(rule.symmetric === true);
      gamma.show(rule.gamma ?? 1);
      gamma.setDisabled(image.direction !== undefined);
    },
  };
}

interface HistogramActs {
  readonly onTyped: (end: number, value: number) => void;
  readonly onLock: (on: boolean) => void;
  readonly onOnce: () => void;
  readonly onSymmetric: (on: boolean) => void;
  readonly onGamma: (gamma: number) => void;
}

function histogramElements(pane: string, acts: HistogramActs) {
  const bars = svg("path", { class: "ronchi-Histogram-bars" });
  const view = { viewBox: `0 0 ${bins} 1`, preserveAspectRatio: "none", "aria-hidden": "true" };
  const handles = ends.map((end) => handleElement(`${capital(end)} limit of the ${pane}`));
  const plot = html("div", { class: "ronchi-Histogram-plot" }, svg("svg", view, bars), ...handles);
  const numbers = limitElements(pane, acts);
  const element = html(
    "div",
    { class: "ronchi-Histogram", role: "group", "aria-label": `Histogram of the ${pane}` },
    plot,
    numbers.element,
  );
  return { ...numbers, element, plot, bars, handles };
}

/** The limits as numbers, and how they are chosen. */
function limitElements(pane: string, { onTyped, onLock, onOnce, onSymmetric, onGamma }: HistogramActs) {
  const fields = ends.map((end, i) => {
    const [caption, label] = [i === 0 ? "limits" : "–", `${capital(end)} limit of the ${pane}, value`];
    return numberField({ caption, label, step: "any", onCommit: (value) => onTyped(i, value) });
  });
  const unit = html("span", { class: "ronchi-Histogram-unit" });
  const lock = pressButton({
    label: `Lock the limits of the ${pane}: they stay while the picture changes`,
    icon: "lock",
    onPress: onLock,
  });
  const once = iconButton({
    label: `Limits of the ${pane} from this picture once, by their percentiles, then locked`,
    icon: "once",
    onPress: onOnce,
  });
  const symmetric = pressButton({
    label: `Limits of the ${pane} equally far from 0`,
    icon: "symmetric",
    onPress: onSymmetric,
  });
  const gamma = numberField({
    caption: "γ",
    label: `Gamma of the ${pane}: power of the place on the intensity scale, 0.1 to 5`,
    step: 0.1,
    onCommit: onGamma,
  });
  gamma.element.classList.add("ronchi-Histogram-gamma");
  const element = html(
    "div",
    { class: "ronchi-Histogram-limits" },
    ...fields.map((field) => field.element),
    unit,
    buttonRow(`Rule of the limits of the ${pane}`, [lock.element, once, symmetric.element]),
    gamma.element,
  );
  return { element, fields, unit, lock, symmetric, gamma };
}

const keySteps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The limits that the percentiles give for this picture, kept. */
function ruleOnce({ rule, image }: ShownValues): PaneState {
  return { ...rule, limits: limitsOf(image.data, unlocked(rule), image.excluded) };
}

const gammaLimits = [0.1, 5] as const;

/** 1 is what a look without a gamma has. */
function withGamma({ gamma: _, ...rule }: PaneState, to: number): PaneState {
  const gamma = Math.min(Math.max(to, gammaLimits[0]), gammaLimits[1]);
  return gamma === 1 ? rule : { ...rule, gamma };
}

/** The rule that follows the image again. */
export function unlocked({ limits: _, ...rule }: PaneState): PaneState {
  return rule;
}

function handleElement(label: string): HTMLElement {
  return html("div", {
    class: "ronchi-Histogram-handle",
    role: "slider",
    tabindex: "0",
    "aria-label": label,
    "aria-valuemin": "0",
    "aria-valuemax": "100",
  });
}

function showValue(handle: HTMLElement, position: number, words: string): void {
  handle.setAttribute("aria-valuenow", (100 * position).toFixed(0));
  handle.setAttribute("aria-valuetext", words);
  handle.title = words;
}

function nearestEnd(positions: readonly number[], at: number): 0 | 1 {
  const [low, high] = [positions[0]!, positions[1]!];
  return Math.abs(at - low) < Math.abs(at - high) || (low === high && at < low) ? 0 : 1;
}

/** One closed outline over all bins. */
function barsPath(image: PaneImage, axis: Limits, { scale, step }: ImageLook): string {
  const { heights } = histogramOf(image.data, axis, { bins, sample, excluded: image.excluded, scale, step });
  const steps = Array.from(heights, (height, bin) => `V${(1 - height).toFixed(3)}H${bin + 1}`);
  return `M0 1${steps.join("")}V1z`;
}

/** Significant digits that tell a thousandth of the axis, four or more: values may be large and differ little. */
function digitsOf([low, high]: Limits): number {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const lost = high > low ? Math.ceil(Math.log10(size / (high - low))) : 0;
  return Math.min(4 + Math.max(0, lost), 15);
}

/** As a field for numbers takes it; small and large values as powers of ten, so that none is cut. */
function fieldNumber(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  return rounded !== 0 && (size < 1e-3 || size >= 1e7) ? value.toExponential(2) : String(rounded);
}

function capital(word: string): string {
  return `${word[0]!.toUpperCase()}${word.slice(1)}`;
}
