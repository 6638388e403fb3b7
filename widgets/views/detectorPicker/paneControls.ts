import { colormapNames } from "#widgets/draw/colormap.js";
import type { ColormapName, IntensityScale, PaneState } from "#widgets/models/detectorPickerState.js";
import { html } from "../parts/dom.js";
import { iconButton, type MenuOption, menu } from "../parts/toolbar.js";

export interface PaneControls {
  readonly element: HTMLElement;
  show(state: PaneState): void;
}

export interface PaneControlsOptions {
  /** Whose controls these are, for accessible names. */
  readonly pane: string;
  /** More controls of this pane, put first. */
  readonly before?: HTMLElement;
  readonly onChange: (state: PaneState) => void;
  readonly onHome: () => void;
  readonly onExport: () => void;
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
];

/** Scale, colour map and limits of one pane, and what to do with its picture. All of it works without a kernel. */
export function paneControls(options: PaneControlsOptions): PaneControls {
  let shown: PaneState;
  const change = (part: Partial<PaneState>) => options.onChange({ ...shown, ...part });
  const name = (what: string) => `${what} of the ${options.pane}`;
  const scale = menu(name("Intensity scale"), scales, (value) => change({ scale: value }));
  const maps = colormapNames.map((value) => ({ value, label: value }));
  const map = menu<ColormapName>(name("Colour map"), maps, (value) => change({ colormap: value }));
  const limits = menu(name("Limits, percentiles,"), presets.map(presetOption), (value) =>
    change({ percentile: percentileOf(value) }),
  );
  const home = iconButton({ label: `Whole ${options.pane} (Home)`, icon: "home", onPress: options.onHome });
  const save = iconButton({
    label: `Save the ${options.pane} as PNG`,
    icon: "save",
    onPress: options.onExport,
  });
  const before = options.before === undefined ? [] : [options.before];
  const parts = [...before, scale.element, map.element, limits.element, home, save];
  return {
    element: html(
      "div",
      { class: "ronchi-PaneControls", role: "toolbar", "aria-label": name("Display") },
      ...parts,
    ),
    show(state) {
      shown = state;
      scale.show(state.scale);
      map.show(state.colormap);
      addPreset(limits.element, state.percentile);
      limits.show(presetKey(state.percentile));
    },
  };
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

/** A program may set percentiles that are no preset: they are shown, not hidden. */
function addPreset(list: HTMLElement, percentile: PaneState["percentile"]): void {
  const { value, label } = presetOption(percentile);
  if ([...list.children].some((option) => option.getAttribute("value") === value)) return;
  list.append(html("option", { value }, label));
}
