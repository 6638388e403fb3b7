import { baseMap, colormapNames, isInverted } from "#widgets/draw/colormap.js";
import type { BaseMapName, IntensityScale, PaneState } from "#widgets/models/detectorPickerState.js";
import { html, setText } from "../parts/dom.js";
import { unlocked } from "../parts/histogram.js";
import { buttonRow, type Chooser, iconButton, type MenuOption, menu, pressButton } from "../parts/toolbar.js";

export interface PaneControls {
  readonly element: HTMLElement;
  show(state: PaneState): void;
  showUnit(unit: string): void;
  /** Directions have colours of their own. */
  setMapDisabled(disabled: boolean): void;
  showRuler(on: boolean): void;
  showProfile(on: boolean): void;
  showHistogram(on: boolean): void;
  /** Colours of several images have no values in common. */
  setHistogramDisabled(disabled: boolean): void;
  /** Says what happened, for a moment. */
  say(words: string): void;
}

export interface PaneControlsOptions {
  /** Whose controls these are, for accessible names. */
  readonly pane: string;
  /** More controls of this pane, put first. */
  readonly before: readonly HTMLElement[];
  /** More tools, put beside the ruler. */
  readonly tools: readonly HTMLButtonElement[];
  /** Menus put before the tools. */
  readonly menus: readonly HTMLElement[];
  readonly units: {
    readonly options: readonly MenuOption<string>[];
    readonly onChoose: (unit: string) => void;
  };
  readonly onChange: (state: PaneState) => void;
  readonly onHome: () => void;
  readonly onRuler: (on: boolean) => void;
  readonly onProfile: (on: boolean) => void;
  readonly onHistogram: (on: boolean) => void;
  readonly onPng: () => void;
  /** @param x, y where a menu may open, px of the window */
  readonly onExports: (x: number, y: number) => void;
}

const scales: readonly MenuOption<IntensityScale>[] = [
  { value: "linear", label: "linear" },
  { value: "log", label: "log" },
  { value: "sqrt", label: "sqrt" },
];

/** Percentiles of the limits; the second is the default. */
const presets: readonly PaneState["percentile"][] = [
  [0, 100],
  [0.1, 99.9],
  [1, 99],
  [2, 98],
  [5, 95],
];

const sayMilliseconds = 4000;
const fixedLimits = "fixed";

/** Scale, colour map, limits and units of one pane, and what to do with its picture. All of it works without a kernel. */
export function paneControls(options: PaneControlsOptions): PaneControls {
  const name = (what: string) => `${what} of the ${options.pane}`;
  const look = lookMenus(name, options.onChange);
  const unit = menu(name("Units"), options.units.options, options.units.onChoose);
  const ruler = pressButton({
    label: `Ruler on the ${options.pane}: drag, or arrow keys and Enter; Esc removes it`,
    icon: "ruler",
    onPress: options.onRuler,
  });
  const profile = pressButton({
    label: `Line profile of the ${options.pane} (G): drag its ends or the line, + and − change its width; Esc removes it`,
    icon: "profile",
    onPress: options.onProfile,
  });
  const histogram = pressButton({
    label: name("Histogram"),
    icon: "histogram",
    onPress: options.onHistogram,
  });
  const said = html("span", { class: "ronchi-PaneControls-said", role: "status" });
  const buttons = buttonRow(name("Tools"), [
    ...options.tools,
    ruler.element,
    profile.element,
    histogram.element,
    ...pictureButtons(options),
  ]);
  const parts = [...options.before, ...look.elements, unit.element, ...options.menus, buttons, said];
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element: html(
      "div",
      { class: "ronchi-PaneControls", role: "toolbar", "aria-label": name("Display") },
      ...parts,
    ),
    show: look.show,
    showUnit: unit.show,
    setMapDisabled: look.map.setDisabled,
    showRuler: ruler.show,
    showProfile: profile.show,
    showHistogram: histogram.show,
    setHistogramDisabled(disabled) {
      histogram.element.disabled = disabled;
    },
    say(words) {
      setText(said, words);
      clearTimeout(timer);
      timer = setTimeout(() => setText(said, ""), sayMilliseconds);
    },
  };
}

function lookMenus(name: (what: string) => string, onChange: (state: PaneState) => void) {
  let shown: PaneState;
  const scale = menu(name("Intensity scale"), scales, (value) => onChange({ ...shown, scale: value }));
  const maps = colormapNames.map((value) => ({ value, label: value === "rdbu" ? "blue–red" : value }));
  const map = menu<BaseMapName>(name("Colour map"), maps, (value) =>
    onChange({ ...shown, colormap: isInverted(shown.colormap) ? `${value}_r` : value }),
  );
  const invert = pressButton({
    label: name("Inverted colour map"),
    icon: "invertMap",
    onPress: (on) =>
      onChange({ ...shown, colormap: on ? `${baseMap(shown.colormap)}_r` : baseMap(shown.colormap) }),
  });
  const limits = menu(name("Limits, percentiles,"), presets.map(presetOption), (value) =>
    onChange({ ...unlocked(shown), percentile: percentileOf(value) }),
  );
  return {
    map: {
      setDisabled(disabled: boolean) {
        map.setDisabled(disabled);
        invert.element.disabled = disabled;
      },
    },
    elements: [scale.element, map.element, invert.element, limits.element],
    show(state: PaneState) {
      shown = state;
      scale.show(state.scale);
      map.show(baseMap(state.colormap));
      invert.show(isInverted(state.colormap));
      showLimits(limits, state);
    },
  };
}

function pictureButtons({
  pane,
  onHome,
  onPng,
  onExports,
}: PaneControlsOptions): readonly HTMLButtonElement[] {
  const home = iconButton({ label: `Whole ${pane} (Home)`, icon: "home", onPress: onHome });
  const save = iconButton({ label: `Save the ${pane} as PNG`, icon: "save", onPress: onPng });
  const more = iconButton({
    label: `More exports of the ${pane}: SVG, TIFF, copy`,
    icon: "more",
    onPress() {
      const box = more.getBoundingClientRect();
      onExports(box.left, box.bottom + 2);
    },
  });
  more.setAttribute("aria-haspopup", "menu");
  return [home, save, more];
}

/** Limits by hand are no percentiles; percentiles that a program set may be no preset: both are shown, not hidden. */
function showLimits({ element, show }: Chooser<string>, { percentile, limits }: PaneState): void {
  element.querySelector(`option[value=${fixedLimits}]`)?.remove();
  if (limits === undefined) {
    addPreset(element, percentile);
    show(presetKey(percentile));
  } else {
    element.append(html("option", { value: fixedLimits, disabled: "" }, fixedLimits));
    show(fixedLimits);
  }
}

function presetOption(percentile: PaneState["percentile"]): MenuOption<string> {
  return { value: presetKey(percentile), label: `${percentile[0]}–${percentile[1]} %` };
}

function presetKey(percentile: PaneState["percentile"]): string {
  return percentile.join();
}

function percentileOf(key: string): PaneState["percentile"] {
  const [low, high] = key.split(",").map(Number);
  return [low!, high!];
}

function addPreset(list: HTMLElement, percentile: PaneState["percentile"]): void {
  const { value, label } = presetOption(percentile);
  if ([...list.children].some((option) => option.getAttribute("value") === value)) return;
  list.append(html("option", { value }, label));
}
