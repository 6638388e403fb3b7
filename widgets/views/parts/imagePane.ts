import { dataRange, type Limits, logStep } from "#widgets/draw/contrast.js";
import { limitsOf } from "#widgets/draw/paneLimits.js";
import { channelLooks } from "#widgets/draw/rgbToRgba.js";
import type { PixelSize, ScaleBar } from "#widgets/draw/scaleBar.js";
import type { ColormapName, PaneState } from "#widgets/models/detectorPickerState.js";
import { colorBar } from "./colorBar.js";
import { html, setText, svg, toggleAttribute } from "./dom.js";
import type { Figure } from "./figure.js";
import type { ShownValues } from "./histogram.js";
import { canvasRenderer, type ImageLook, type PaneImage } from "./imageRenderer.js";
import { markColours } from "./markColours.js";
import { listenToGestures } from "./paneGestures.js";
import { type PaneNote, paneNotes } from "./paneNotes.js";
import type { PaneTool } from "./paneTool.js";
import { scaleBarMark } from "./scaleBarMark.js";
import {
  homeView,
  type Pair,
  type PaneView,
  pannedView,
  type Transform,
  transformOf,
  visiblePart,
  zoomedView,
} from "./viewTransform.js";
import { wheelCanvas } from "./wheelLegend.js";

export interface ImagePaneOptions {
  /** Stable name for tests and programs: `data-pane` of the canvas. */
  readonly name: string;
  /** Accessible name of the picture. */
  readonly label: string;
  /** The keys that work on it, in words. */
  readonly keys: string;
  /** Shape of the image to come, [y, x]. */
  readonly shape: Pair;
  readonly signal: AbortSignal;
  /** The pointer is over an image px [y, x], or left. */
  readonly onHover: (at: Pair | undefined) => void;
  /** New values or another look are shown. */
  readonly onColoured: (shown: ShownValues) => void;
}

/** Width over height of the pane of an image [y, x]: the image's own, within limits that leave room for the controls. */
export function paneAspect([height, width]: Pair): number {
  return Math.min(Math.max(width / height, 3 / 4), 8 / 5);
}

/** One image with its title, colour bar, scale bar and tools: square pixels, zoom and pan, limits by percentile. */
export class ImagePane {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Takes the keyboard focus. */
  readonly stage: HTMLElement;
  readonly #allTools: PaneTool[] = [];
  #restsMarks = false;
  readonly #options: ImagePaneOptions;
  readonly #renderer;
  readonly #title = html("span", { class: "ronchi-Pane-title" });
  readonly #detail = html("span", { class: "ronchi-Pane-detail" });
  readonly #notes = paneNotes();
  readonly #overlay = svg("svg", { class: "ronchi-Stage-overlay", "aria-hidden": "true" });
  readonly #mark = scaleBarMark();
  readonly #bar = colorBar();
  #image: PaneImage | undefined;
  #unit = "";
  #limits: Limits = [0, 1];
  #range: Limits = [0, 1];
  #step = 1;
  #look: PaneState = { scale: "linear", colormap: "gray", percentile: [0, 100] };
  #view: PaneView;
  /** CSS px, [height, width]. */
  #size: Pair = [1, 1];
  #pixel: PixelSize = { value: undefined, unit: "px" };
  #scaleBar: ScaleBar | undefined;
  #wheel: HTMLCanvasElement | undefined;
  /** The map on which the marks now read. */
  #markedOn: ColormapName | undefined;

  constructor(options: ImagePaneOptions) {
    const { name, label, keys, shape, signal } = options;
    this.#options = options;
    this.#view = homeView(shape);
    this.canvas = html("canvas", { class: "ronchi-Stage-canvas", "data-pane": name });
    this.#renderer = canvasRenderer(this.canvas);
    this.stage = html(
      "div",
      { class: "ronchi-Stage", tabindex: "0", role: "application", "aria-label": `${label}. ${keys}` },
      this.canvas,
      this.#overlay,
      this.#notes.element,
    );
    this.stage.style.setProperty("--ronchi-aspect", String(paneAspect(shape)));
    this.#overlay.append(this.#mark.element);
    const heading = html("div", { class: "ronchi-Pane-heading" }, this.#title, this.#detail);
    const body = html("div", { class: "ronchi-Pane-body" }, this.stage, this.#bar.element);
    this.element = html("section", { class: "ronchi-Pane", "aria-label": label }, heading, body);
    listenToGestures(this, signal);
    this.#followSize(signal);
  }

  show(image: PaneImage, unit: string): void {
    const old = this.#shape();
    if (old[0] !== image.shape[0] || old[1] !== image.shape[1]) this.#view = homeView(image.shape);
    this.#image = image;
    this.#unit = unit;
    this.#showWheel(image.direction !== undefined);
    this.#showMarkColours();
    this.#colour();
  }

  setLook(look: PaneState): void {
    this.#look = look;
    this.#showMarkColours();
    this.#colour();
  }

  /** Marks and words over the picture read on all of its colours. */
  #showMarkColours(): void {
    const colormap = this.#colormap();
    if (this.#markedOn === colormap) return;
    this.#markedOn = colormap;
    const { lightest, darkest } = markColours(colormap);
    this.stage.style.setProperty("--ronchi-map-light", lightest);
    this.stage.style.setProperty("--ronchi-map-dark", darkest);
  }

  /** Directions and colour composites have colours of their own, from black to bright ones. */
  #colormap(): ColormapName {
    const isPlain = this.#wheel === undefined && this.#image?.channels === undefined;
    return isPlain ? this.#look.colormap : "gray";
  }

  setPixel(pixel: PixelSize): void {
    this.#pixel = pixel;
    this.#draw();
  }

  setTitle(title: string, detail: string): void {
    setText(this.#title, title);
    setText(this.#detail, detail);
  }

  /** The tools that can be used now, the topmost first. */
  get tools(): readonly PaneTool[] {
    return this.#restsMarks ? this.#allTools.filter(({ measures }) => measures === true) : this.#allTools;
  }

  /** Hides the tools that mark places of the picture, while what is shown is not it but a transform. */
  restMarks(on: boolean): void {
    this.#restsMarks = on;
    for (const { element, measures } of this.#allTools)
      element.setAttribute("visibility", on && measures !== true ? "hidden" : "inherit");
  }

  setNotes(notes: readonly PaneNote[]): void {
    const greyed = notes.some(({ kind }) => kind === "stale" || kind === "error");
    toggleAttribute(this.stage, "data-greyed", greyed && this.#image !== undefined);
    this.#notes.show(notes);
  }

  /** Adds a tool below the others: they are drawn over it and get a press before it. */
  addBaseTool(tool: PaneTool): void {
    this.#allTools.push(tool);
    // The scale bar stays above shapes that cover the picture.
    this.#overlay.prepend(tool.element);
    this.placeTools();
  }

  /** Adds a tool above the others: it is drawn over them and gets a press before them. */
  addTool(tool: PaneTool): void {
    this.#allTools.unshift(tool);
    this.#overlay.append(tool.element);
    this.placeTools();
  }

  /** Draws the tools again, after one of them changed. */
  placeTools(): void {
    const transform = this.transform();
    for (const tool of this.tools) tool.place(transform, this.#size);
  }

  onHover(at: Pair | undefined): void {
    this.#options.onHover(at);
  }

  transform(): Transform {
    return transformOf(this.#view, this.#shape(), this.#size);
  }

  isZoomed(): boolean {
    return this.#view.zoom > 1;
  }

  zoom(factor: number, fixed: Pair = this.#view.centre): void {
    this.#setView(zoomedView(this.#view, this.#shape(), this.#size, factor, fixed));
  }

  pan(by: Pair): void {
    this.#setView(pannedView(this.#view, this.#shape(), this.#size, by));
  }

  home(): void {
    this.#setView(homeView(this.#shape()));
  }

  /** What is shown, as a figure; undefined before the first picture. @param withOutline of the shapes drawn on it */
  figure(withOutline: boolean): Figure | undefined {
    const [image, scaleBar] = [this.#renderer.coloured(), this.#scaleBar];
    if (image === undefined || scaleBar === undefined) return undefined;
    const title = [this.#title.textContent, this.#detail.textContent]
      .filter((text) => text !== "")
      .join(", ");
    const part = visiblePart(this.transform(), this.#shape(), this.#size);
    const outlines = withOutline ? this.tools.flatMap((tool) => tool.outline?.(part.transform) ?? []) : [];
    const [look, unit, range] = [this.#imageLook(), this.#unit, this.#range];
    return { title, image, ...part, look, unit, range, scaleBar, outlines, wheel: this.#wheel };
  }

  #followSize(signal: AbortSignal): void {
    const observer = new ResizeObserver(() => {
      this.#size = [Math.max(1, this.stage.clientHeight), Math.max(1, this.stage.clientWidth)];
      this.#draw();
    });
    observer.observe(this.stage);
    signal.addEventListener("abort", () => observer.disconnect());
    // Zooming the page or moving its window to another display changes the pixel ratio, at times without a new size.
    window.addEventListener("resize", () => this.#draw(), { signal });
  }

  /** Directions have their own legend; the bar is that of the magnitudes. */
  #showWheel(on: boolean): void {
    if (on === (this.#wheel !== undefined)) return;
    this.#wheel?.remove();
    this.#wheel = on ? wheelCanvas() : undefined;
    if (this.#wheel === undefined) return;
    this.#wheel.className = "ronchi-Wheel";
    this.#wheel.setAttribute("role", "img");
    this.#wheel.setAttribute("aria-label", "Colours of the directions");
    this.stage.append(this.#wheel);
  }

  #shape(): Pair {
    return this.#image?.shape ?? this.#options.shape;
  }

  #shownValues(image: PaneImage): ShownValues {
    return { image, look: this.#imageLook(), rule: this.#look, range: this.#range, unit: this.#unit };
  }

  #imageLook(): ImageLook {
    const colormap = this.#colormap();
    const { scale } = this.#look;
    const channels = this.#image?.channels && channelLooks(this.#image.channels, scale, this.#look);
    // Directions and composites have colours of their own.
    const gamma = this.#image?.direction === undefined ? this.#look.gamma : 1;
    return { limits: this.#limits, scale, step: this.#step, gamma, colormap, ...(channels && { channels }) };
  }

  #colour(): void {
    if (this.#image === undefined) return;
    const { data, excluded } = this.#image;
    this.#limits = limitsOf(data, this.#look, excluded);
    this.#range = dataRange(data, excluded);
    if (this.#look.scale === "log") this.#step = logStep(data, excluded);
    this.#renderer.colour(this.#image, this.#imageLook());
    this.#bar.show(this.#imageLook(), this.#unit, this.#range);
    this.#options.onColoured(this.#shownValues(this.#image));
    this.#draw();
  }

  #draw(): void {
    const transform = this.transform();
    this.#renderer.draw(transform, this.#size, window.devicePixelRatio);
    toggleAttribute(this.element, "data-empty", this.#image === undefined);
    this.#scaleBar = this.#mark.place(transform, this.#size, this.#shape(), this.#pixel);
    this.placeTools();
  }

  #setView(view: PaneView): void {
    this.#view = view;
    this.#draw();
  }
}
