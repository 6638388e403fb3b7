import type { Calibration } from "#core/data/calibration.js";
import type { PickerPane, PickerReply } from "./detectorPickerState.js";
import { type Job, LatestRun } from "./latestRun.js";
import { PaneChannel } from "./paneChannel.js";
import type { RunImage } from "./runImage.js";

export interface PanePathInit<Shown> {
  readonly pane: PickerPane;
  /** What is shown before the first request. */
  readonly shown: Shown;
  readonly calibration: Calibration;
  /** Excluded pixels of every picture of this pane; absent when there are none. */
  readonly excluded?: Uint8Array | undefined;
  /**
   * Makes the picture; rejects when it cannot be made, or when the signal is aborted. Until then `onCoarse` takes what
   * is known of it, and which fraction of the whole that is.
   */
  make(shown: Shown, signal: AbortSignal, onCoarse: OnCoarse): Promise<RunImage>;
  send(reply: PickerReply, buffers?: Uint8Array[]): void;
  /** After each finished picture. */
  onMade(): void;
  /** Milliseconds from any zero. */
  now(): number;
}

export type OnCoarse = (image: RunImage, complete: number) => void;

/** A finished picture and what it shows. */
export interface Made<Shown> {
  readonly shown: Shown;
  readonly image: RunImage;
  readonly milliseconds: number;
}

interface Request<Shown> {
  readonly seq: number;
  readonly shown: Shown;
}

/** One pane of a picker, from request to frame: the newest request is run, its picture goes out as credits allow. */
export class PanePath<Shown> {
  readonly #init: PanePathInit<Shown>;
  readonly #runs: LatestRun<Request<Shown>>;
  readonly #channel: PaneChannel;
  #asked: Request<Shown>;
  #made: Made<Shown> | undefined;

  constructor(init: PanePathInit<Shown>) {
    this.#init = init;
    this.#asked = { seq: 0, shown: init.shown };
    this.#runs = new LatestRun((request, job) => this.#answer(request, job), init.now);
    this.#channel = new PaneChannel(init.pane, (reply, buffers) => init.send(reply, buffers));
  }

  /** The last finished picture. */
  get made(): Made<Shown> | undefined {
    return this.#made;
  }

  ask(seq: number, shown: Shown): void {
    this.#asked = { seq, shown };
    this.#runs.submit(this.#asked);
  }

  /** A view was attached: it gets a current frame, without a run where there is one. What is not given is as before. */
  hello(given: Partial<Shown> = {}): void {
    this.#channel.reset();
    const shown = { ...this.#asked.shown, ...given };
    const { seq } = this.#asked;
    if (this.#made === undefined || !isSame(this.#made.shown, shown)) this.ask(seq, shown);
    else this.#offer(seq, this.#made.image, 1, this.#made.milliseconds);
  }

  /** Takes a picture that was made elsewhere, so that it need not be made again. */
  adopt(made: Made<Shown>): void {
    this.#asked = { ...this.#asked, shown: made.shown };
    this.#made = made;
  }

  acknowledge(drawn = 0): void {
    this.#channel.acknowledge(drawn);
  }

  close(): void {
    this.#runs.close();
  }

  async #answer({ seq, shown }: Request<Shown>, { signal, showed }: Job): Promise<void> {
    const started = this.#init.now();
    const elapsed = (): number => this.#init.now() - started;
    const onCoarse: OnCoarse = (image, complete) => {
      if (signal.aborted) return;
      this.#offer(seq, image, complete, elapsed());
      showed();
    };
    try {
      const image = await this.#init.make(shown, signal, onCoarse);
      this.#made = { shown, image, milliseconds: elapsed() };
      this.#offer(seq, image, 1, this.#made.milliseconds);
      this.#init.onMade();
    } catch (error) {
      // Whoever aborted wants something newer, which is answered instead.
      if (signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#init.send({ type: "error", pane: this.#init.pane, seq, message });
    }
  }

  #offer(seq: number, image: RunImage, complete: number, milliseconds: number): void {
    const { calibration, excluded } = this.#init;
    const { overflow, ...picture } = image;
    // The pixels of a transform are none of the detector.
    const mask = excluded === undefined || image.fourier !== undefined ? {} : { excluded };
    this.#channel.offer({
      image: { ...picture, ...mask, calibration, seq },
      complete,
      overflow,
      milliseconds,
    });
  }
}

/** What is shown is small JSON, made in the same order of keys by the same code. */
function isSame<Shown>(a: Shown, b: Shown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
