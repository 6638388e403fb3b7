import { RonchiError } from "#core/errors.js";
import { decodeImage, type ImageMessage } from "#widgets/codecs.js";
import {
  credits,
  type PickerPane,
  type PickerReply,
  type PickerRequest,
} from "#widgets/models/detectorPickerState.js";
import type { Pair } from "../parts/viewTransform.js";

/** A picture with what the kernel said about it. */
export interface Frame {
  readonly image: ImageMessage;
  readonly reply: PickerReply & { type: "frame" };
  readonly time: Date;
}

/** A request of one of the views. */
export type AskedRequest = Extract<PickerRequest, { type: "image" | "pattern" }>;

/** What is known of one pane. */
export interface PaneLink {
  readonly frame: Frame | undefined;
  readonly error: string | undefined;
  /** A newer picture was asked for longer ago than one should have to wait without being told. */
  readonly stale: boolean;
}

export interface PaneLineOptions {
  readonly pane: PickerPane;
  /** Shape of its pictures, [y, x]. */
  readonly frame: Pair;
  readonly send: (request: PickerRequest) => void;
  /** The number of the next request of the widget. */
  readonly nextSeq: () => number;
  /** Something of this pane is new. */
  readonly onPane: () => void;
}

const staleAfterMilliseconds = 150;

/** What is under way between one pane and the kernel: requests, their answers, credits. */
export class PaneLine implements PaneLink {
  readonly #options: PaneLineOptions;
  #frame: Frame | undefined;
  #error: string | undefined;
  #stale = false;
  /** Newest request sent; frames of older requests may still arrive and are shown until it is answered. */
  #asked = 0;
  #answered = 0;
  /** Requests sent since the last answer: never more than the credits. */
  #outstanding = 0;
  /** The newest request that was not sent yet. */
  #waiting: AskedRequest | undefined;
  /** Received, but not drawn yet. */
  #arrived: { readonly reply: PickerReply; readonly buffer: DataView | undefined } | undefined;
  /** Frames to acknowledge with the next message. */
  #owed: number[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PaneLineOptions) {
    this.#options = options;
  }

  get frame(): Frame | undefined {
    return this.#frame;
  }

  get error(): string | undefined {
    return this.#error;
  }

  get stale(): boolean {
    return this.#stale;
  }

  /** Whether the shown picture is that of an earlier request than the newest. */
  get isBehind(): boolean {
    return this.#waiting !== undefined || this.#answered < this.#asked;
  }

  /** A kernel that is new to this page counts from where it likes: only the last picture is kept. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    [this.#error, this.#stale, this.#waiting, this.#arrived] = [undefined, false, undefined, undefined];
    [this.#asked, this.#answered, this.#outstanding, this.#owed] = [0, 0, 0, []];
  }

  /** Sent with the next drawing, unless a newer one comes before; its seq is given then. */
  wait(request: AskedRequest): void {
    this.#waiting = request;
  }

  receive(reply: PickerReply, buffer: DataView | undefined): void {
    if (reply.type === "frame") this.#owed.push(reply.seq);
    if (reply.seq < this.#answered) return;
    this.#answered = reply.seq;
    this.#arrived = { reply, buffer };
    if (reply.seq >= this.#asked) this.#outstanding = 0;
    else this.#outstanding = Math.min(this.#outstanding, this.#asked - reply.seq);
  }

  /** Shows what has arrived. */
  draw(): void {
    const arrived = this.#arrived;
    if (arrived === undefined) return;
    this.#arrived = undefined;
    this.#accept(arrived.reply, arrived.buffer);
    if (this.#answered < this.#asked) this.#watch();
    this.#options.onPane();
  }

  /** Sends what waits, as far as the credits allow, and acknowledges what was drawn. */
  ask(): void {
    const { pane, send } = this.#options;
    const drawn = this.#owed.splice(0);
    if (this.#waiting === undefined || this.#outstanding >= credits) {
      for (const seq of drawn) send({ type: "ack", pane, seq });
      return;
    }
    this.#asked = this.#options.nextSeq();
    send({ ...this.#waiting, seq: this.#asked, ...(drawn.length > 0 && { drawn: drawn.length }) });
    this.#waiting = undefined;
    this.#outstanding += 1;
    this.#watch();
  }

  #accept(reply: PickerReply, buffer: DataView | undefined): void {
    clearTimeout(this.#timer);
    [this.#stale, this.#timer] = [false, undefined];
    if (reply.type === "error") {
      this.#error = reply.message;
      return;
    }
    try {
      this.#frame = { image: this.#decoded(buffer), reply, time: new Date() };
      this.#error = undefined;
    } catch (error) {
      this.#error = error instanceof Error ? error.message : String(error);
    }
  }

  /** @throws RonchiError when the bytes are no image, or one of another shape than the pane's */
  #decoded(buffer: DataView | undefined): ImageMessage {
    const { pane, frame } = this.#options;
    if (buffer === undefined) throw wrongFrame(pane, "a frame without a picture", "one Arrow buffer");
    const image = decodeImage(buffer);
    if (image.shape.join() === frame.join()) return image;
    throw wrongFrame(pane, `${image.shape.join(" × ")} px`, `${frame.join(" × ")} px`);
  }

  #watch(): void {
    this.#timer ??= setTimeout(() => this.#markStale(), staleAfterMilliseconds);
  }

  #markStale(): void {
    this.#timer = undefined;
    if (this.#answered >= this.#asked) return;
    this.#stale = true;
    this.#options.onPane();
  }
}

function wrongFrame(pane: PickerPane, found: string, expected: string): RonchiError {
  const remedy = "Run the cell that shows this widget again.";
  return new RonchiError({ code: "corrupt", subject: `received ${pane}`, found, expected, remedy });
}
