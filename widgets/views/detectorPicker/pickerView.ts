import type { ImageMessage } from "#widgets/codecs.js";
import type { DetectorPickerState, PickerPane } from "#widgets/models/detectorPickerState.js";
import type { ModelEvent, ViewContext, ViewModel } from "../host.js";
import { codeLine } from "../parts/codeLine.js";
import { crosshair } from "../parts/crosshair.js";
import { html } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { type ImagePane, imagePane } from "../parts/imagePane.js";
import { type Readout, readout } from "../parts/readout.js";
import { shapeEditor } from "../parts/shapeEditor.js";
import {
  type DrawnDetector,
  type DrawnShape,
  movedDetector,
  resizedDetector,
  settledDetector,
  withShape,
} from "../parts/shapeGeometry.js";
import { statusBar } from "../parts/statusBar.js";
import { choiceGroup } from "../parts/toolbar.js";
import type { Pair } from "../parts/viewTransform.js";
import { geometryFields } from "./geometryFields.js";
import { keyAction, keysHelp } from "./keys.js";
import { linkOf, type PickerLink } from "./link.js";
import { type PaneControls, paneControls } from "./paneControls.js";
import { paneNotes, statusOf } from "./states.js";
import {
  calibratedWords,
  codeOf,
  detectorWords,
  imageReadout,
  patternReadout,
  pixelSizes,
  scanWords,
} from "./words.js";

const paneNames: Record<PickerPane, string> = { pattern: "diffraction pattern", image: "virtual image" };
const traitOf = { pattern: "diffraction", image: "image" } as const;
const shapes: readonly DrawnShape[] = ["point", "circle", "annulus", "rectangle"];

/** The last drawn images, for programs and tests. */
export interface ShownImages {
  readonly image: ImageMessage | undefined;
  readonly pattern: ImageMessage | undefined;
}

/** One view of a DetectorPicker: its parts, and what connects them to the traits and to the link. */
export class PickerView {
  readonly #model: ViewModel<DetectorPickerState>;
  readonly #signal: AbortSignal;
  readonly #link: PickerLink;
  readonly #root: HTMLElement;
  readonly #panes: Record<PickerPane, ImagePane>;
  readonly #controls: Record<PickerPane, PaneControls>;
  readonly #readouts: Record<PickerPane, Readout>;
  readonly #hovered: Partial<Record<PickerPane, Pair>> = {};
  readonly #editor;
  readonly #cross;
  readonly #fields;
  readonly #code = codeLine();
  readonly #status = statusBar();
  readonly #shapes;
  readonly #patterns;
  /** What is shown now; the traits follow when a drag ends. */
  #detector: DrawnDetector;
  #cursor: Pair;
  #onScreen = true;

  constructor({ model, el, signal }: ViewContext<DetectorPickerState>) {
    this.#model = model;
    this.#signal = signal;
    this.#link = linkOf(model);
    this.#detector = model.get("detector");
    this.#cursor = model.get("cursor");
    this.#panes = { pattern: this.#makePane("pattern"), image: this.#makePane("image") };
    this.#patterns = this.#makePatterns();
    this.#controls = { pattern: this.#makeControls("pattern"), image: this.#makeControls("image") };
    this.#readouts = {
      pattern: readout("Value in the pattern"),
      image: readout("Value in the virtual image"),
    };
    this.#editor = this.#makeEditor();
    this.#cross = this.#makeCrosshair();
    this.#panes.pattern.addTool(this.#editor);
    this.#panes.image.addTool(this.#cross);
    this.#fields = geometryFields((detector) => this.#commitDetector(detector));
    this.#shapes = this.#makeShapes();
    this.#root = this.#layout();
    el.append(this.#root);
    this.#listen();
    this.#showTraits();
    this.#link.attach(
      {
        isVisible: () => this.#onScreen && document.visibilityState === "visible",
        onPane: (pane) => this.#showPane(pane),
        onConnection: () => this.#showLink(),
      },
      signal,
    );
    this.#showLink();
  }

  // ---- parts

  #makePane(pane: PickerPane): ImagePane {
    const { shape, calibration } = this.#model.get("scan");
    const keys =
      pane === "pattern"
        ? "Arrow keys move the detector, plus and minus change its size"
        : "Arrow keys move the scan position";
    return imagePane({
      name: pane,
      label: paneNames[pane],
      keys,
      shape: pane === "pattern" ? [shape[2], shape[3]] : [shape[0], shape[1]],
      pixel: pixelSizes(calibration)[pane],
      unit: "",
      signal: this.#signal,
      onHover: (at) => this.#hover(pane, at),
    });
  }

  #makeControls(pane: PickerPane): PaneControls {
    return paneControls({
      pane: paneNames[pane],
      ...(pane === "pattern" ? { before: this.#patterns.element } : {}),
      onChange: (state) => this.#setTrait(traitOf[pane], state),
      onHome: () => this.#panes[pane].home(),
      onExport: () => this.#export(pane),
    });
  }

  #makeEditor() {
    const { shape, calibration } = this.#model.get("scan");
    return shapeEditor(this.#detector, {
      frame: [shape[2], shape[3]],
      describe: (detector) => detectorWords(detector, calibration),
      onDrag: (detector) => this.#showDetector(detector),
      onCommit: (detector) => this.#commitDetector(detector),
      isLocked: () => !this.#link.connected,
    });
  }

  #makeCrosshair() {
    const { shape } = this.#model.get("scan");
    return crosshair(this.#cursor, {
      frame: [shape[0], shape[1]],
      onDrag: (at) => this.#showCursor(at),
      onCommit: (at) => this.#commitCursor(at),
      isLocked: () => !this.#link.connected,
    });
  }

  #makeShapes() {
    const choices = shapes.map((value) => ({ value, label: value, icon: value, hint: `Detector: ${value}` }));
    return choiceGroup("Detector shape", choices, (shape) => {
      const { shape: size } = this.#model.get("scan");
      if (shape !== this.#detector.shape)
        this.#commitDetector(withShape(this.#detector, shape, Math.min(size[2], size[3]) / 8));
    });
  }

  #makePatterns() {
    const choices = [
      {
        value: "cursor",
        label: "at cursor",
        hint: "Pattern at the scan position that is marked on the image",
      },
      { value: "sum", label: "sum", hint: "Sum of all patterns" },
    ] as const;
    return choiceGroup("Diffraction pattern", choices, (pattern) => this.#setTrait("pattern", pattern));
  }

  #layout(): HTMLElement {
    const { name, contents } = scanWords(this.#model.get("scan"));
    const title = html(
      "header",
      { class: "ronchi-Title" },
      html("span", { class: "ronchi-Title-name", title: this.#model.get("scan").name }, name),
      html("span", { class: "ronchi-Title-contents" }, contents),
      keysHelp(icon("keys")),
    );
    const toolbar = html("div", { class: "ronchi-Toolbar" }, this.#shapes.element, this.#fields.element);
    const panes = html("div", { class: "ronchi-Panes" }, this.#column("pattern"), this.#column("image"));
    const root = html(
      "div",
      {
        class: "ronchi-DetectorPicker",
        role: "group",
        "aria-label": `Detector picker, ${name}`,
        "data-lm-suppress-shortcuts": "true",
      },
      html(
        "div",
        { class: "ronchi-DetectorPicker-body" },
        title,
        toolbar,
        panes,
        this.#code.element,
        this.#status.element,
      ),
    );
    Object.defineProperty(root, "ronchi", { get: () => this.#shownImages() });
    return root;
  }

  #column(pane: PickerPane): HTMLElement {
    const { element } = this.#panes[pane];
    element.querySelector(".ronchi-Pane-heading")!.after(this.#controls[pane].element);
    element.append(this.#readouts[pane].element);
    return element;
  }

  #shownImages(): ShownImages {
    return { image: this.#link.pane("image").frame?.image, pattern: this.#link.pane("pattern").frame?.image };
  }

  // ---- listening

  #listen(): void {
    const signal = this.#signal;
    this.#root.addEventListener("keydown", (event) => this.#onKey(event), { signal });
    this.#onTrait("change:detector", () => this.#showDetector(this.#model.get("detector")));
    this.#onTrait("change:cursor", () => this.#showCursor(this.#model.get("cursor")));
    this.#onTrait("change:pattern", () => this.#showPattern());
    this.#onTrait("change:diffraction", () => this.#showLook("pattern"));
    this.#onTrait("change:image", () => this.#showLook("image"));
    document.addEventListener("visibilitychange", () => this.#link.schedule(), { signal });
    const observer = new IntersectionObserver((entries) => {
      this.#onScreen = entries.at(-1)!.isIntersecting;
      this.#link.schedule();
    });
    observer.observe(this.#root);
    signal.addEventListener("abort", () => {
      observer.disconnect();
      this.#root.remove();
    });
  }

  #onTrait(event: ModelEvent<DetectorPickerState>, listener: () => void): void {
    this.#model.on(event, listener);
    this.#signal.addEventListener("abort", () => this.#model.off(event, listener));
  }

  #onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || target.matches("input, select, textarea")) return;
    const focused = (["pattern", "image"] as const).find((pane) => this.#panes[pane].stage === target);
    const action = keyAction(event, focused);
    if (action === undefined) return;
    if (action.act === "leave") {
      target.blur();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (!this.#link.connected) return;
    if (action.act === "move-detector") this.#commitDetector(movedDetector(this.#detector, action.by));
    else if (action.act === "resize")
      this.#commitDetector(resizedDetector(this.#detector, action.part, action.by));
    else this.#commitCursor([this.#cursor[0] + action.by[0], this.#cursor[1] + action.by[1]]);
  }

  #hover(pane: PickerPane, at: Pair | undefined): void {
    if (at === undefined) delete this.#hovered[pane];
    else this.#hovered[pane] = at;
    this.#showReadout(pane);
  }

  // ---- changes

  #setTrait<Name extends keyof DetectorPickerState>(name: Name, value: DetectorPickerState[Name]): void {
    this.#model.set(name, value);
    this.#model.save();
  }

  #commitDetector(detector: DrawnDetector): void {
    const { shape } = this.#model.get("scan");
    this.#showDetector(settledDetector(detector, [shape[2], shape[3]]));
    this.#setTrait("detector", this.#detector);
  }

  #commitCursor(at: Pair): void {
    this.#showCursor(at);
    this.#setTrait("cursor", this.#cursor);
    // Whoever picks a scan position wants to see its pattern.
    if (this.#model.get("pattern") === "sum") this.#setTrait("pattern", "cursor");
  }

  #export(pane: PickerPane): void {
    const { name } = scanWords(this.#model.get("scan"));
    this.#panes[pane].exportPng(`${name.replace(/\.[^.]+$/, "")} ${paneNames[pane]}.png`);
  }

  // ---- showing

  #showTraits(): void {
    this.#showDetector(this.#detector);
    this.#showCursor(this.#cursor);
    this.#showPattern();
    this.#showLook("pattern");
    this.#showLook("image");
  }

  #showDetector(detector: DrawnDetector): void {
    const { calibration, variable } = this.#model.get("scan");
    this.#detector = detector;
    this.#editor.show(detector);
    this.#panes.pattern.placeTools();
    const calibrated =
      calibration.detectorPixel === undefined ? "uncalibrated" : calibratedWords(detector, calibration);
    this.#fields.show(detector, calibrated ?? "");
    this.#shapes.show(detector.shape);
    this.#panes.image.setTitle("Virtual image", `${detector.shape} ${detectorWords(detector, {})}`);
    this.#code.show(codeOf(variable, detector));
    this.#link.askImage(detector);
  }

  #showCursor(at: Pair): void {
    const { shape } = this.#model.get("scan");
    const along = (axis: 0 | 1) => Math.min(Math.max(Math.round(at[axis]), 0), shape[axis] - 1);
    this.#cursor = [along(0), along(1)];
    this.#cross.show(this.#cursor);
    this.#panes.image.placeTools();
    this.#showReadout("image");
    this.#showPattern();
  }

  #showPattern(): void {
    const pattern = this.#model.get("pattern");
    const [y, x] = this.#cursor;
    this.#patterns.show(pattern);
    this.#panes.pattern.setTitle(
      "Diffraction pattern",
      pattern === "sum" ? "sum of all patterns" : `at y ${y}, x ${x}`,
    );
    this.#link.askPattern(pattern, this.#cursor);
  }

  #showLook(pane: PickerPane): void {
    const state = this.#model.get(traitOf[pane]);
    this.#controls[pane].show(state);
    this.#panes[pane].setLook(state);
  }

  #showPane(pane: PickerPane): void {
    const { frame } = this.#link.pane(pane);
    const shown = this.#panes[pane];
    if (frame !== undefined) {
      const { canvas } = shown;
      canvas.dataset.seq = String(frame.reply.seq);
      canvas.dataset.complete = String(frame.reply.complete);
      shown.setUnit(frame.image.unit);
      shown.show(frame.image);
    }
    this.#showReadout(pane);
    this.#showNotes();
  }

  #showLink(): void {
    const { connected } = this.#link;
    for (const control of [this.#shapes, this.#patterns, this.#fields]) control.setDisabled(!connected);
    for (const pane of ["pattern", "image"] as const) this.#showPane(pane);
  }

  #showNotes(): void {
    for (const pane of ["pattern", "image"] as const) {
      this.#panes[pane].setNotes(
        paneNotes(pane, this.#link, this.#model.get("scan"), this.#model.get("pattern")),
      );
    }
    this.#status.show(statusOf(this.#link));
  }

  /** Under the pointer, else at the marked scan position. */
  #showReadout(pane: PickerPane): void {
    const image = this.#link.pane(pane).frame?.image;
    const scan = this.#model.get("scan");
    const size: Pair = pane === "pattern" ? [scan.shape[2], scan.shape[3]] : [scan.shape[0], scan.shape[1]];
    const at = this.#hovered[pane] ?? (pane === "image" ? this.#cursor : undefined);
    const pixel = at === undefined ? undefined : ([Math.round(at[0]), Math.round(at[1])] as const);
    const inside = pixel?.every((place, axis) => place >= 0 && place < size[axis]!);
    const words = pane === "pattern" ? patternReadout : imageReadout;
    this.#readouts[pane].show(inside ? words(image, image?.unit ?? "", pixel, scan) : []);
  }
}
