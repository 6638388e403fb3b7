import type { ImageMessage } from "#widgets/codecs.js";
import type {
  DetectorPickerState,
  PaneState,
  PickerPane,
  PickerProfile,
} from "#widgets/models/detectorPickerState.js";
import {
  fourierPixel,
  type ImageUnit,
  imagePixel,
  type PatternUnit,
  patternPixel,
  type Units,
} from "#widgets/models/paneUnits.js";
import { histogramPart, type ShownValues } from "../parts/histogram.js";
import { ImagePane } from "../parts/imagePane.js";
import { type PopupMenu, popupMenu } from "../parts/popupMenu.js";
import { type Readout, readout } from "../parts/readout.js";
import type { Pair } from "../parts/viewTransform.js";
import { type ExportSource, exportItems, savePng } from "./exports.js";
import { measuring, paneFileName } from "./measuring.js";
import { type PaneControls, paneControls } from "./paneControls.js";
import { imageUnits, patternUnits } from "./units.js";
import type { ViewTraits } from "./viewTraits.js";
import { frameOf, paneNames } from "./words.js";

type Scan = DetectorPickerState["scan"];

/** What a hand can ask of a pane. */
export interface PaneActions {
  /** While a limit is dragged: shown, but not kept yet. */
  previewLook(pane: PickerPane, look: PaneState): void;
  chooseLook(pane: PickerPane, look: PaneState): void;
  readonly traits: Pick<ViewTraits, "units" | "chooseUnits" | "chooseHistogram" | "chooseProfile">;
  hover(pane: PickerPane, at: Pair | undefined): void;
  /** The last drawn image. */
  shown(pane: PickerPane): ImageMessage | undefined;
}

/** One pane with what stands around it. */
export interface PanePart {
  readonly pane: ImagePane;
  readonly controls: PaneControls;
  readonly readout: Readout;
  showHistogram(on: boolean): void;
  showProfile(profile: PickerProfile | null): void;
  /** The line that makes the picture, on which the code of a profile builds. */
  setCode(line: string): void;
  /** Measures the picture that is there in these units. */
  showUnits(units: Units): void;
}

const paneKeys: Record<PickerPane, string> = {
  pattern: "Arrow keys move the detector, plus and minus change its size",
  image: "Arrow keys move the scan position",
};

/** Controls that stand with those of a pane. */
export interface PaneExtras {
  /** Put first. */
  readonly before?: readonly HTMLElement[];
  /** Put beside the ruler. */
  readonly tools?: readonly HTMLButtonElement[];
  /** Put before the tools. */
  readonly menus?: readonly HTMLElement[];
}

/** Makes a pane with its controls, histogram, ruler, exports and readout. */
export function panePart(
  name: PickerPane,
  scan: Scan,
  actions: PaneActions,
  signal: AbortSignal,
  { before = [], tools = [], menus = [] }: PaneExtras,
): PanePart {
  const label = paneNames[name];
  const values = readout(`Value in the ${label}`);
  const histogram = histogramPart({
    pane: label,
    onDrag: (look) => actions.previewLook(name, look),
    onCommit: (look) => actions.chooseLook(name, look),
    signal,
  });
  let coloured: ShownValues | undefined;
  const pane = new ImagePane({
    name,
    label,
    keys: paneKeys[name],
    shape: frameOf(name, scan),
    signal,
    onHover: (at) => actions.hover(name, at),
    onColoured(shown) {
      coloured = shown;
      showHistogram();
      measures.profile.show(shown);
    },
  });
  let isUnfolded = false;
  /** While it is folded, no picture of a drag waits for it. Images of a colour composite have no values in common. */
  const showHistogram = () => {
    const isShown = isUnfolded && coloured?.image.channels === undefined;
    histogram.element.hidden = !isShown;
    if (isShown && coloured !== undefined) histogram.show(coloured);
  };
  const measures = measuring({
    name,
    scan,
    actions,
    pane,
    onRuler: (on) => controls.showRuler(on),
    onProfile: (on) => controls.showProfile(on),
    say: (words) => controls.say(words),
    signal,
  });
  const exported = exporting(name, scan, actions, pane, (words) => controls.say(words));
  const controls: PaneControls = paneControls({
    pane: label,
    before,
    tools,
    menus,
    units: unitChoice(name, scan, actions),
    onChange: (look) => actions.chooseLook(name, look),
    onHome: () => pane.home(),
    onRuler: measures.useRuler,
    onProfile: measures.useProfile,
    onHistogram: (on) => actions.traits.chooseHistogram(name, on),
    onPng: () => void savePng(exported.source),
    onExports: (x, y) => exported.menu.openAt(x, y),
  });
  arrange(pane, controls, [
    values.element,
    measures.profile.element,
    histogram.element,
    exported.menu.element,
  ]);
  listenForMenu(pane, exported.menu, signal);
  return {
    pane,
    controls,
    readout: values,
    showHistogram(on) {
      isUnfolded = on;
      showHistogram();
      controls.showHistogram(on);
    },
    showProfile: measures.showProfile,
    setCode: measures.profile.setCode,
    showUnits(units) {
      const fourier = actions.shown(name)?.fourier;
      const pixel = name === "pattern" ? patternPixel(units.pattern, scan) : imagePixel(units.image, scan);
      pane.setPixel(fourier === undefined ? pixel : fourierPixel(units[name], fourier));
      controls.showUnit(units[name]);
      measures.profile.show();
    },
  };
}

function arrange(pane: ImagePane, controls: PaneControls, below: readonly HTMLElement[]): void {
  pane.element.children[0]!.after(controls.element);
  pane.element.append(...below);
}

function exporting(
  name: PickerPane,
  scan: Scan,
  actions: PaneActions,
  pane: ImagePane,
  onCopied: (words: string) => void,
): { readonly source: ExportSource; readonly menu: PopupMenu } {
  let outlined = false;
  const source: ExportSource = {
    pane: name,
    figure: () => pane.figure(outlined),
    image: () => actions.shown(name),
    fileName: paneFileName(name, scan),
    onCopied,
  };
  const outline = () => ({
    on: outlined,
    onSwitch(on: boolean) {
      outlined = on;
    },
  });
  const items = () => exportItems(source, name === "pattern" ? outline() : undefined);
  return { source, menu: popupMenu(`Export of the ${paneNames[name]}`, items) };
}

/** A host's own menu for the page has nothing to say about a picture. */
function listenForMenu(pane: ImagePane, menu: PopupMenu, signal: AbortSignal): void {
  const open = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const box = pane.stage.getBoundingClientRect();
    // The menu key of a keyboard gives no place.
    const byKey = event.clientX === 0 && event.clientY === 0;
    menu.openAt(byKey ? box.left + 20 : event.clientX, byKey ? box.top + 20 : event.clientY);
  };
  pane.stage.addEventListener("contextmenu", open, { signal });
}

function unitChoice(name: PickerPane, scan: Scan, actions: PaneActions) {
  return name === "pattern"
    ? {
        options: patternUnits(scan.calibration),
        onChoose: (unit: string) => actions.traits.chooseUnits({ pattern: unit as PatternUnit }),
      }
    : {
        options: imageUnits(scan.calibration),
        onChoose: (unit: string) => actions.traits.chooseUnits({ image: unit as ImageUnit }),
      };
}
