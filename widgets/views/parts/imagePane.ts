import { dataRange, type Limits, percentileLimits } from "#widgets/draw/contrast.js";
import type { ScaleBar } from "#widgets/draw/scaleBar.js";
import type { PaneState } from "#widgets/models/detectorPickerState.js";
import { colorBar } from "./colorBar.js";
import { html, setText, svg, toggleAttribute } from "./dom.js";
import { type Drag, placeIn, trackDrag } from "./drag.js";
import { downloadPng, figureCanvas } from "./exportPng.js";
import { canvasRenderer, type ImageLook, type PaneImage } from "./imageRenderer.js";
import { markColours } from "./markColours.js";
import type { PaneTool } from "./paneOverlay.js";
import { type PixelSize, scaleBarMark } from "./scaleBarMark.js";
import {
  homeView,
  type Pair,
  type PaneView,
  pannedView,
  type Transform,
  toImage,
  transformOf,
  zoomedView,
} from "./viewTransform.js";

export interface ImagePaneOptions {
  /** Stable name for tests and programs: `data-pane` of the canvas. */
  readonly name: string;
  /** Accessible name of the picture; the keys that work on it are appended. */
  readonly label: string;
  readonly keys: string;
  /** Shape of the image to come, [y, x]. */
  readonly shape: Pair;
  readonly pixel: PixelSize;
  readonly unit: string;
  readonly signal: AbortSignal;
  /** The pointer is over an image px [y, x], or left. */
  readonly onHover: (at: Pair | undefined) => void;
}

/** What is written over a picture: nothing; or why there is none, or what is wrong with it. */
export interface PaneNote {
  readonly kind: "loading" | "stale" | "partial" | "error" | "disconnected";
  readonly text: string;
}

export interface ImagePane {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Takes the keyboard focus. */
  readonly stage: HTMLElement;
  show(image: PaneImage): void;
  setLook(look: PaneState): void;
  setTitle(title: string, detail: string): void;
  /** Unit of the values. */
  setUnit(unit: string): void;
  setNotes(notes: readonly PaneNote[]): void;
  addTool(tool: PaneTool): void;
  /** Draws the tools again, after one of them changed. */
  placeTools(): void;
  home(): void;
  exportPng(fileName: string): void;
}

const wheelZoom = 1.0015;
const keyZoom = 1.5;
const keyPan = 40;

/**
 * One image with its title, colour bar, scale bar and tools: square pixels, zoom and pan, limits by percentile.
 * The wheel zooms when the pane has the focus or Ctrl is held, so that a page scrolls over it undisturbed; the
 * middle button, the space bar or a drag beside the tools pans.
 */
export function imagePane(options: ImagePaneOptions): ImagePane {
  return new CanvasPane(options);
}

class CanvasPane implements ImagePane {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly stage: HTMLElement;
  readonly #options: ImagePaneOptions;
  readonly #renderer;
  readonly #title = html("span", { class: "ronchi-Pane-title" });
  readonly #detail = html("span", { class: "ronchi-Pane-detail" });
  readonly #notes = html("div", { class: "ronchi-Notes" });
  readonly #overlay = svg("svg", { class: "ronchi-Stage-overlay", "aria-hidden": "true" });
  readonly #mark = scaleBarMark();
  readonly #bar = colorBar();
  readonly #tools: PaneTool[] = [];
  #image: PaneImage | undefined;
  #limits: Limits = [0, 1];
  #range: Limits = [0, 1];
  #look: PaneState = { scale: "linear", colormap: "gray", percentile: [0, 100] };
  #unit: string;
  #view: PaneView;
  #size: Pair = [1, 1];
  #scaleBar: ScaleBar | undefined;
  #spaceHeld = false;

  constructor(options: ImagePaneOptions) {
    this.#options = options;
    this.#unit = options.unit;
    this.#view = homeView(options.shape);
    this.canvas = html("canvas", { class: "ronchi-Stage-canvas", "data-pane": options.name });
    this.#renderer = canvasRenderer(this.canvas);
    this.stage = html(
      "div",
      {
        class: "ronchi-Stage",
        tabindex: "0",
        role: "application",
        "aria-label": `${options.label}. ${options.keys}`,
      },
      this.canvas,
      this.#overlay,
      this.#notes,
    );
    const [height, width] = options.shape;
    this.stage.style.setProperty("--ronchi-aspect", String(Math.max(1, width / height)));
    this.#overlay.append(this.#mark.element);
    const header = html("div", { class: "ronchi-Pane-heading" }, this.#title, this.#detail);
    const body = html("div", { class: "ronchi-Pane-body" }, this.stage, this.#bar.element);
    this.element = html("section", { class: "ronchi-Pane", "aria-label": options.label }, header, body);
    this.#listen(options.signal);
  }

  show(image: PaneImage): void {
    const [height, width] = image.shape;
    const old = this.#image?.shape ?? this.#options.shape;
    if (old[0] !== height || old[1] !== width) this.#view = homeView(image.shape);
    this.#image = image;
    this.#colour();
  }

  setLook(look: PaneState): void {
    this.#look = look;
    const { lightest, darkest } = markColours(look.colormap);
    this.stage.style.setProperty("--ronchi-map-light", lightest);
    this.stage.style.setProperty("--ronchi-map-dark", darkest);
    this.#colour();
  }

  setTitle(title: string, detail: string): void {
    setText(this.#title, title);
    setText(this.#detail, detail);
  }

  setUnit(unit: string): void {
    this.#unit = unit;
  }

  setNotes(notes: readonly PaneNote[]): void {
    const greyed = notes.some((note) => note.kind === "stale" || note.kind === "error");
    toggleAttribute(this.stage, "data-greyed", greyed && this.#image !== undefined);
    const lines = notes.map((note) => `${note.kind}\n${note.text}`);
    if (this.#notes.dataset.shown === lines.join("\n\n")) return;
    this.#notes.dataset.shown = lines.join("\n\n");
    this.#notes.replaceChildren(...notes.map(noteElement));
  }

  addTool(tool: PaneTool): void {
    this.#tools.push(tool);
    this.#overlay.append(tool.element);
    this.placeTools();
  }

  placeTools(): void {
    const transform = this.#transform();
    for (const tool of this.#tools) tool.place(transform, this.#size);
  }

  home(): void {
    this.#setView(homeView(this.#shape()));
  }

  exportPng(fileName: string): void {
    const image = this.#renderer.coloured();
    if (image === undefined || this.#scaleBar === undefined) return;
    const title = [this.#title.textContent, this.#detail.textContent]
      .filter((text) => text !== "")
      .join(", ");
    const [transform, size, look, unit] = [this.#transform(), this.#size, this.#imageLook(), this.#unit];
    const figure = {
      title,
      image,
      transform,
      size,
      look,
      unit,
      range: this.#range,
      scaleBar: this.#scaleBar,
    };
    downloadPng(figureCanvas(figure), fileName);
  }

  #listen(signal: AbortSignal): void {
    const { stage } = this;
    stage.addEventListener("pointerdown", (event) => this.#onPress(event), { signal });
    stage.addEventListener("pointermove", (event) => this.#onHover(event), { signal });
    stage.addEventListener("pointerleave", () => this.#options.onHover(undefined), { signal });
    stage.addEventListener("wheel", (event) => this.#onWheel(event), { signal, passive: false });
    stage.addEventListener("keydown", (event) => this.#onKey(event), { signal });
    stage.addEventListener("keyup", (event) => this.#onKeyUp(event), { signal });
    stage.addEventListener("blur", () => this.#holdSpace(false), { signal });
    const observer = new ResizeObserver(() => this.#onResize());
    observer.observe(stage);
    signal.addEventListener("abort", () => observer.disconnect());
    // Moving a window to another display changes the ratio without changing any size.
    window.addEventListener("resize", () => this.#draw(), { signal });
  }

  #onResize(): void {
    this.#size = [Math.max(1, this.stage.clientHeight), Math.max(1, this.stage.clientWidth)];
    this.#draw();
  }

  #shape(): Pair {
    return this.#image?.shape ?? this.#options.shape;
  }

  #transform(): Transform {
    return transformOf(this.#view, this.#shape(), this.#size);
  }

  #imageLook(): ImageLook {
    return { limits: this.#limits, scale: this.#look.scale, colormap: this.#look.colormap };
  }

  #colour(): void {
    if (this.#image === undefined) return;
    this.#limits = percentileLimits(this.#image.data, this.#look.percentile);
    this.#renderer.colour(this.#image, this.#imageLook());
    this.#range = dataRange(this.#image.data);
    this.#bar.show(this.#imageLook(), this.#unit, this.#range);
    this.#draw();
  }

  #draw(): void {
    const transform = this.#transform();
    this.#renderer.draw(transform, this.#size, window.devicePixelRatio);
    toggleAttribute(this.#mark.element, "hidden", this.#image === undefined);
    this.#scaleBar = this.#mark.place(transform, this.#size, this.#shape(), this.#options.pixel);
    this.placeTools();
  }

  #setView(view: PaneView): void {
    this.#view = view;
    this.#draw();
  }

  #zoom(factor: number, fixed: Pair): void {
    this.#setView(zoomedView(this.#view, this.#shape(), this.#size, factor, fixed));
  }

  #pan(by: Pair): void {
    this.#setView(pannedView(this.#view, this.#shape(), this.#size, by));
  }

  #onPress(event: PointerEvent): void {
    const middle = event.button === 1;
    if (event.button !== 0 && !middle) return;
    event.preventDefault();
    this.stage.focus({ preventScroll: true });
    const pans = middle || this.#spaceHeld;
    const drag = (pans ? undefined : this.#pressTool(event)) ?? this.#panDrag(event);
    trackDrag(this.stage, event, drag, this.#options.signal);
  }

  #pressTool(event: PointerEvent): Drag | undefined {
    const transform = this.#transform();
    const at = toImage(transform, placeIn(this.stage, event));
    for (const tool of this.#tools) {
      const drag = tool.press(at, transform);
      if (drag === undefined) continue;
      this.stage.dataset.dragging = tool.cursorAt(at, transform) ?? "default";
      return this.#inImage(drag);
    }
    return undefined;
  }

  /** A drag that gets image px, and shows its cursor until it is over. */
  #inImage(drag: Drag): Drag {
    const { dataset } = this.stage;
    return {
      move: (place, event) => drag.move(toImage(this.#transform(), place), event),
      end() {
        delete dataset.dragging;
        drag.end();
      },
      cancel() {
        delete dataset.dragging;
        drag.cancel();
      },
    };
  }

  #panDrag(event: PointerEvent): Drag {
    const before = this.#view;
    let last = placeIn(this.stage, event);
    return {
      move: (place) => {
        const { scale } = this.#transform();
        this.#pan([(last[0] - place[0]) / scale, (last[1] - place[1]) / scale]);
        last = place;
      },
      end: () => undefined,
      cancel: () => this.#setView(before),
    };
  }

  #onHover(event: PointerEvent): void {
    const transform = this.#transform();
    const at = toImage(transform, placeIn(this.stage, event));
    if (event.buttons === 0) this.stage.style.cursor = this.#cursorAt(at, transform);
    this.#options.onHover(at);
  }

  #cursorAt(at: Pair, transform: Transform): string {
    if (this.#spaceHeld) return "grab";
    for (const tool of this.#tools) {
      const cursor = tool.cursorAt(at, transform);
      if (cursor !== undefined) return cursor;
    }
    return this.#view.zoom > 1 ? "grab" : "crosshair";
  }

  #onWheel(event: WheelEvent): void {
    const focused = this.stage.contains(document.activeElement);
    const outermost = event.deltaY > 0 && this.#view.zoom <= 1;
    if ((!focused && !event.ctrlKey) || outermost) return;
    event.preventDefault();
    const fixed = toImage(this.#transform(), placeIn(this.stage, event));
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
    this.#zoom(wheelZoom ** (-event.deltaY * lines), fixed);
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#actOnKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #actOnKey(event: KeyboardEvent): boolean {
    const step = keyPan / this.#transform().scale;
    const pan = event.ctrlKey ? arrows[event.key] : undefined;
    if (pan !== undefined) this.#pan([pan[0] * step, pan[1] * step]);
    else if (event.key === "PageUp") this.#zoom(keyZoom, this.#view.centre);
    else if (event.key === "PageDown") this.#zoom(1 / keyZoom, this.#view.centre);
    else if (event.key === "Home" || event.key === "0") this.home();
    else if (event.key === " ") this.#holdSpace(true);
    else return false;
    return true;
  }

  #onKeyUp(event: KeyboardEvent): void {
    if (event.key === " ") this.#holdSpace(false);
  }

  #holdSpace(held: boolean): void {
    this.#spaceHeld = held;
    this.stage.style.cursor = held ? "grab" : "";
  }
}

/** Direction of each arrow key, [y, x]. */
export const arrows: Readonly<Record<string, Pair>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function noteElement(note: PaneNote): HTMLElement {
  const role = note.kind === "error" ? "alert" : "status";
  return html("p", { class: `ronchi-Note ronchi-Note--${note.kind}`, role }, note.text);
}
