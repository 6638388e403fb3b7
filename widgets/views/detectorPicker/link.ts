import type {
  DetectorPickerState,
  OriginReply,
  PaneLooks,
  PickerPane,
  PickerReply,
  PickerRequest,
  ShownImage,
  ShownPattern,
} from "#widgets/models/detectorPickerState.js";
import { shownImageOf, shownPatternOf } from "#widgets/models/shown.js";
import type { ViewModel } from "../host.js";
import { sameDetector } from "../parts/shapeGeometry.js";
import { type AskedRequest, PaneLine, type PaneLink } from "./paneLine.js";
import { joinPage, type Peer, type Shared, share } from "./peers.js";
import { detectorTraits, imageTraits, lookTraits, patternTraits, traitsOf } from "./traits.js";

type Model = ViewModel<DetectorPickerState>;

/** What a view wants to know of its widget's link to the kernel. */
export interface LinkView {
  /** One of the views, perhaps this one, asks for another picture. */
  onAsked(request: AskedRequest): void;
  isVisible(): boolean;
  /** A hand did this on a linked picker; the traits of both follow when the kernel is free. */
  onShared(shared: Exclude<Shared, { what: "request" }>, ofSameData: boolean): void;
  /** In an animation frame: something of this pane is new. */
  onPane(pane: PickerPane): void;
  onConnection(): void;
  /** The origin was measured, or could not be. */
  onOrigin(reply: OriginReply): void;
}

const panes: readonly PickerPane[] = ["image", "pattern"];
const links = new WeakMap<Model, PickerLink>();

/** The one link of a widget, shared by all its views on the page: a frame is drawn by each and acknowledged once. */
export function linkOf(model: Model): PickerLink {
  const known = links.get(model);
  if (known !== undefined) return known;
  const made = new PickerLink(model);
  links.set(model, made);
  return made;
}

/** Requests, replies and credits of one DetectorPicker. */
export class PickerLink implements Peer {
  readonly model: Model;
  readonly #views = new Set<LinkView>();
  readonly #lines: Readonly<Record<PickerPane, PaneLine>>;
  /** Begins above all that an earlier page may have asked of the same kernel, so that no answer looks old. */
  #seq = Date.now();
  #connected = true;
  #scheduled = false;
  #askedImage: ShownImage | undefined;
  #askedPattern = "";
  #stop: (() => void) | undefined;

  constructor(model: Model) {
    this.model = model;
    this.#lines = { image: this.#line("image"), pattern: this.#line("pattern") };
  }

  get connected(): boolean {
    return this.#connected;
  }

  pane(pane: PickerPane): PaneLink {
    return this.#lines[pane];
  }

  /** Whether the shown picture is a transform; before the first one, whether it will be. */
  isTransformed(pane: PickerPane): boolean {
    const { frame } = this.#lines[pane];
    if (frame !== undefined) return frame.image.fourier !== undefined;
    return pane === "image" ? this.model.get("spectrum") !== "off" : this.model.get("cepstrum");
  }

  /** Whether the shown picture is that of an earlier request than the newest. */
  isBehind(pane: PickerPane): boolean {
    return this.#lines[pane].isBehind;
  }

  /** Adds a view until the signal ends. The first one says hello to the kernel; later ones get what is there. */
  attach(view: LinkView, signal: AbortSignal): void {
    this.#views.add(view);
    if (this.#views.size === 1) this.#start();
    signal.addEventListener("abort", () => {
      this.#views.delete(view);
      if (this.#views.size === 0) this.#stop?.();
    });
  }

  /** Asks for the image of a detector, in the next animation frame; the newest wins. */
  askImage(shown: ShownImage): void {
    const asked = this.#askedImage;
    if (asked !== undefined && isSameImage(asked, shown)) return;
    this.#askedImage = shown;
    this.#wait("image", { type: "image", seq: 0, ...shown });
  }

  /** Asks for the pattern at a scan position, or of many; the newest wins. */
  askPattern(shown: ShownPattern): void {
    const wanted = patternKey(shown);
    if (this.#askedPattern === wanted) return;
    this.#askedPattern = wanted;
    this.#wait("pattern", { type: "pattern", seq: 0, ...shown });
  }

  /** Tells the kernel how the panes look, for the picture that it stores. */
  sendLooks(): void {
    this.#send({ type: "looks", ...this.#looks() });
  }

  /** Asks where the direct beam is over the scan; every view is told the answer. */
  measureOrigin(): void {
    this.#send({ type: "measureOrigin" });
  }

  #line(pane: PickerPane): PaneLine {
    const [scanY, scanX, detY, detX] = this.model.get("scan").shape;
    return new PaneLine({
      pane,
      frame: pane === "image" ? [scanY, scanX] : [detY, detX],
      send: (request) => this.#send(request),
      nextSeq: () => ++this.#seq,
      onPane: () => {
        for (const view of this.#views) view.onPane(pane);
      },
    });
  }

  #wait(pane: PickerPane, request: AskedRequest): void {
    this.#lines[pane].wait(request);
    this.#showAsked(request);
    share(this, { what: "request", request });
    this.schedule();
  }

  /** The views show the marks of a request, of this picker or of a linked one, for which they then ask too. */
  #showAsked(request: AskedRequest): void {
    for (const view of this.#views) view.onAsked(request);
  }

  follow(shared: Shared, ofSameData: boolean): void {
    if (shared.what === "request") this.#showAsked(shared.request);
    else for (const view of this.#views) view.onShared(shared, ofSameData);
  }

  /** Draws and sends in the next animation frame; when no view can be seen, as soon as one can. */
  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#tick();
    });
  }

  #start(): void {
    // What happened while no view listened is not known; a host that is disconnected says so after `render`.
    this.#connected = true;
    const stopMessages = this.model.onMessage((content, buffers) => this.#receive(content, buffers));
    const lost = () => this.#setConnected(false);
    const back = () => this.#setConnected(true);
    this.model.on("disconnected", lost);
    this.model.on("connected", back);
    const leavePage = joinPage(this);
    this.#stop = () => {
      leavePage();
      stopMessages();
      this.model.off("disconnected", lost);
      this.model.off("connected", back);
    };
    this.#hello();
  }

  #hello(): void {
    for (const pane of panes) this.#lines[pane].reset();
    const image = shownImageOf(traitsOf(this.model, [...detectorTraits, ...imageTraits]));
    const pattern = shownPatternOf(traitsOf(this.model, patternTraits));
    this.#askedImage = image;
    this.#askedPattern = patternKey(pattern);
    this.#send({ type: "hello", ...image, ...pattern, ...this.#looks() });
  }

  #looks(): PaneLooks {
    return traitsOf(this.model, lookTraits);
  }

  #setConnected(connected: boolean): void {
    if (this.#connected === connected) return;
    this.#connected = connected;
    if (connected) this.#hello();
    for (const view of this.#views) view.onConnection();
  }

  #send(request: PickerRequest): void {
    this.model.send(request as unknown as Record<string, unknown>);
  }

  #receive(content: Record<string, unknown>, buffers: readonly DataView[]): void {
    // The sender is the data path of the same release; other custom messages of the model are not for this view.
    const reply = content as unknown as PickerReply | OriginReply;
    if (reply.type === "origin" || reply.type === "originError") {
      for (const view of this.#views) view.onOrigin(reply);
      return;
    }
    if ((reply.type !== "frame" && reply.type !== "error") || !panes.includes(reply.pane)) return;
    this.#seq = Math.max(this.#seq, reply.seq);
    this.#lines[reply.pane].receive(reply, buffers[0]);
    this.schedule();
  }

  #tick(): void {
    if (![...this.#views].some((view) => view.isVisible())) return;
    for (const pane of panes) {
      this.#lines[pane].draw();
      if (this.#connected) this.#lines[pane].ask();
    }
  }
}

/** What a pattern depends on: the sum is the same wherever the cursor is. */
function patternKey({ pattern, cursor, region = null, cepstrum = false }: ShownPattern): string {
  const place = pattern === "sum" ? null : pattern === "cursor" ? cursor : region;
  return JSON.stringify([pattern, place, cepstrum]);
}

function isSameImage(a: ShownImage, b: ShownImage): boolean {
  return (
    a.response === b.response &&
    a.spectrum === b.spectrum &&
    a.part === b.part &&
    a.unit === b.unit &&
    JSON.stringify(a.descan ?? null) === JSON.stringify(b.descan ?? null) &&
    JSON.stringify(a.composite ?? null) === JSON.stringify(b.composite ?? null) &&
    sameDetector(a.detector, b.detector)
  );
}
