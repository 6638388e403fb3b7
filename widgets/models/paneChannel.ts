import type { NumberArray } from "#core/data/dtype.js";
import type { Overflow } from "#core/data/executor.js";
import { encodeImage, type ImageMessage } from "../codecs.js";
import { credits, type PickerPane, type PickerReply } from "./detectorPickerState.js";

/** A picture on its way to the view. */
export interface PaneFrame {
  readonly image: ImageMessage;
  readonly overflow: Overflow;
  /** 1 = exact; below 1 the fraction of positions that are known. */
  readonly complete: number;
  /** How long the run took, or has taken so far. */
  readonly milliseconds: number;
}

/**
 * The frames of one pane, no more than the view can draw: each sent frame takes a credit, each drawn one gives it back.
 * Without credit only the newest frame is kept, so the last one always arrives; those it replaces are counted.
 */
export class PaneChannel {
  readonly #pane: PickerPane;
  readonly #send: (reply: PickerReply, buffers: Uint8Array[]) => void;
  #inFlight = 0;
  #kept: PaneFrame | undefined;
  #skipped = 0;

  constructor(pane: PickerPane, send: (reply: PickerReply, buffers: Uint8Array[]) => void) {
    this.#pane = pane;
    this.#send = send;
  }

  /** Sends the frame now, or when the view has drawn another one. */
  offer(frame: PaneFrame): void {
    if (this.#kept !== undefined) this.#skipped += 1;
    this.#kept = frame;
    this.#sendKept();
  }

  /** The view drew frames. More acknowledgements than frames (a page that was reloaded) give no credit. */
  acknowledge(drawn = 1): void {
    this.#inFlight = Math.max(0, this.#inFlight - drawn);
    this.#sendKept();
  }

  /** A view was attached: it has all credits, what was kept for an earlier one is dropped. */
  reset(): void {
    this.#inFlight = 0;
    this.#kept = undefined;
  }

  #sendKept(): void {
    if (this.#kept === undefined || this.#inFlight >= credits) return;
    const { image, complete, overflow, milliseconds } = this.#kept;
    this.#kept = undefined;
    this.#inFlight += 1;
    this.#send(
      {
        type: "frame",
        pane: this.#pane,
        seq: image.seq,
        complete,
        overflow,
        skipped: this.#skipped,
        milliseconds,
      },
      [encodeImage({ ...image, data: narrowed(image.data) })],
    );
  }
}

/** The same counts in the smallest integers that hold them all: half as many bytes to send, or a quarter. */
function narrowed(data: NumberArray): NumberArray {
  if (!(data instanceof Uint32Array)) return data;
  let bits = 0;
  // An iterator takes fifteen times as long as an index.
  for (let i = 0; i < data.length; i++) bits |= data[i]!;
  if (bits >>> 16 !== 0) return data;
  return bits >>> 8 === 0 ? new Uint8Array(data) : new Uint16Array(data);
}
