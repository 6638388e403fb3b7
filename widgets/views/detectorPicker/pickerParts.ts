import type {
  DetectorPickerState,
  DrawableDetector,
  PickerPane,
  PickerResponse,
} from "#widgets/models/detectorPickerState.js";
import { type BeamMark, beamMark } from "../parts/beamMark.js";
import { type Brush, brush } from "../parts/brush.js";
import { type CodeLine, codeLine } from "../parts/codeLine.js";
import { type Crosshair, crosshair } from "../parts/crosshair.js";
import { html } from "../parts/dom.js";
import type { Hand } from "../parts/hand.js";
import { icon } from "../parts/icons.js";
import { paneAspect } from "../parts/imagePane.js";
import { type OtherShapes, otherShapes } from "../parts/otherShapes.js";
import { type PolygonPen, polygonPen } from "../parts/polygonPen.js";
import { type RegionEditor, regionEditor } from "../parts/regionEditor.js";
import { type ShapeEditor, shapeEditor } from "../parts/shapeEditor.js";
import { type StatusBar, statusBar } from "../parts/statusBar.js";
import { type PressButton, pressButton } from "../parts/toolbar.js";
import type { DescanActions } from "./descanDesk.js";
import { type DetectorControls, detectorControls } from "./detectorControls.js";
import type { DetectorActions } from "./detectorDesk.js";
import { keysHelp } from "./keys.js";
import { type PaneActions, type PanePart, panePart } from "./panePart.js";
import { type PatternChoice, patternChoice } from "./patternChoice.js";
import type { ScanActions } from "./scanDesk.js";
import { type TransformActions, type TransformSwitches, transformSwitches } from "./transformSwitches.js";
import { draggedWords, frameOf, scanWords } from "./words.js";

type State = DetectorPickerState;

/** What a hand can ask of the picker. */
export interface PickerActions extends PaneActions, TransformActions {
  readonly detectors: DetectorActions;
  readonly descan: DescanActions;
  readonly scan: ScanActions;
  chooseResponse(response: PickerResponse): void;
  /** The region tool is taken or put away. */
  useRegionTool(on: boolean): void;
  /** Geometry rests while no kernel answers: a picture never belongs to another detector than the drawn one. */
  isLocked(): boolean;
}

/** The parts of a DetectorPicker, laid out in `root`. */
export interface PickerParts {
  readonly root: HTMLElement;
  readonly panes: Readonly<Record<PickerPane, PanePart>>;
  readonly controls: DetectorControls;
  readonly editor: ShapeEditor;
  /** Those that are not selected. */
  readonly others: OtherShapes;
  readonly pen: PolygonPen;
  readonly brush: Brush;
  /** Where the fitted origin is that the detectors follow. */
  readonly beam: BeamMark;
  readonly cross: Crosshair;
  readonly patterns: PatternChoice;
  readonly transforms: TransformSwitches;
  readonly region: RegionEditor;
  readonly regionButton: PressButton;
  readonly code: CodeLine;
  /** Of the pattern, where it is not the plain sum. */
  readonly patternCode: CodeLine;
  readonly status: StatusBar;
}

/** Makes the parts for a scan; what is in them comes later. */
export function pickerParts(scan: State["scan"], actions: PickerActions, signal: AbortSignal): PickerParts {
  const patterns = patternChoice((pattern) => actions.scan.choosePattern(pattern));
  const regionButton = pressButton({
    label: regionLabel,
    icon: "region",
    onPress: (on) => actions.useRegionTool(on),
  });
  const transforms = transformSwitches(actions);
  const panes = {
    pattern: panePart("pattern", scan, actions, signal, {
      before: [patterns.element],
      tools: transforms.pattern,
    }),
    image: panePart("image", scan, actions, signal, {
      tools: [...transforms.image, regionButton.element],
      menus: [transforms.part],
    }),
  };
  const controls = detectorControls(actions);
  const [code, patternCode, status] = [codeLine(), codeLine("pattern"), statusBar()];
  const tools = detectorTools(scan, actions);
  const cross = scanCursor(scan, actions);
  const region = scanRegion(scan, actions);
  for (const tool of [tools.beam, tools.editor, tools.others]) panes.pattern.pane.addBaseTool(tool);
  for (const tool of [tools.brush, tools.pen]) panes.pattern.pane.addTool(tool);
  panes.image.pane.addBaseTool(cross);
  panes.image.pane.addTool(region);
  const columns = html(
    "div",
    { class: "ronchi-Panes" },
    panes.pattern.pane.element,
    panes.image.pane.element,
  );
  const root = rootElement(scan, [
    controls.toolbar,
    columns,
    code.element,
    patternCode.element,
    status.element,
  ]);
  return {
    root,
    panes,
    controls,
    ...tools,
    cross,
    region,
    regionButton,
    patterns,
    transforms,
    code,
    patternCode,
    status,
  };
}

const regionLabel =
  "Region of the virtual image for the pattern: drag, or arrow keys, plus and minus; Delete removes it, Esc ends";

function rootElement(scan: State["scan"], rows: readonly HTMLElement[]): HTMLElement {
  const { name, contents } = scanWords(scan);
  const title = html(
    "header",
    { class: "ronchi-Title" },
    html("span", { class: "ronchi-Title-name", title: scan.name }, name),
    html("span", { class: "ronchi-Title-contents" }, contents),
    keysHelp(icon("keys")),
  );
  const root = html(
    "div",
    {
      class: "ronchi-DetectorPicker",
      role: "group",
      "aria-label": `Detector picker, ${name}`,
      // JupyterLab takes no key for its own commands inside.
      "data-lm-suppress-shortcuts": "true",
    },
    html("div", { class: "ronchi-DetectorPicker-body" }, title, ...rows),
  );
  for (const pane of ["pattern", "image"] as const)
    root.style.setProperty(`--ronchi-aspect-${pane}`, String(paneAspect(frameOf(pane, scan))));
  return root;
}

/** What the pattern is worked on with: the shape, the brush and the pen for polygons, where the shown pattern has them. */
function detectorTools(scan: State["scan"], actions: PickerActions) {
  const { descan } = actions;
  const kept = (shown: DrawableDetector) => descan.fromPattern(shown, actions.detectors.shown);
  const common = {
    frame: frameOf("pattern", scan),
    onDrag: (shown: DrawableDetector) => actions.detectors.preview(kept(shown)),
    onCommit: (shown: DrawableDetector) => actions.detectors.commit(kept(shown)),
    onHand: (hand: Partial<Hand>) => actions.detectors.useHand(hand),
    isLocked: () => actions.isLocked(),
  };
  return {
    editor: shapeEditor(actions.detectors.shown, {
      ...common,
      describe: (shown) => draggedWords(shown, actions.traits.units().pattern, scan),
    }),
    others: otherShapes({ ...common, onSelect: (name) => actions.detectors.select(name) }),
    brush: brush(common),
    beam: beamMark(),
    pen: polygonPen({
      ...common,
      onClosed(points) {
        const [dy, dx] = descan.shift;
        actions.detectors.closePolygon(points.map(([y, x]) => [y - dy, x - dx]));
      },
      onCancelled: () => actions.detectors.cancelPolygon(),
    }),
  };
}

function scanCursor(scan: State["scan"], actions: PickerActions): Crosshair {
  return crosshair(actions.scan.cursor, {
    frame: [scan.shape[0], scan.shape[1]],
    onDrag: (at) => actions.scan.previewCursor(at),
    onCommit: (at) => actions.scan.commitCursor(at),
    isLocked: () => actions.isLocked(),
  });
}

function scanRegion(scan: State["scan"], actions: PickerActions): RegionEditor {
  return regionEditor({
    frame: [scan.shape[0], scan.shape[1]],
    onDrag: (region) => actions.scan.previewRegion(region),
    onCommit: (region) => actions.scan.commitRegion(region),
    onLeave: () => actions.useRegionTool(false),
    isLocked: () => actions.isLocked(),
  });
}
