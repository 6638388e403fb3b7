import type { PatternMode } from "#widgets/models/detectorPickerState.js";
import { type FoundBeam, findBeam } from "./directBeam.js";
import type { PickerLink } from "./link.js";

export interface BeamSearchOptions {
  readonly link: PickerLink;
  readonly mode: () => PatternMode;
  readonly chooseMode: (mode: PatternMode) => void;
}

/**
 * Finds the direct disk once, in the sum of all patterns. Where that is not shown it is asked for first, and what was
 * shown before comes back.
 */
export class BeamSearch {
  readonly #options: BeamSearchOptions;
  #found: FoundBeam | undefined;
  #waiting: { readonly use: (beam: FoundBeam) => void; readonly back: PatternMode } | undefined;

  constructor(options: BeamSearchOptions) {
    this.#options = options;
  }

  get isWaiting(): boolean {
    return this.#waiting !== undefined;
  }

  /** Gives the disk to `use`, now or when it is found. */
  whenFound(use: (beam: FoundBeam) => void): void {
    if (this.#found !== undefined) {
      use(this.#found);
      return;
    }
    const mode = this.#options.mode();
    this.#waiting = { use, back: this.#waiting?.back ?? mode };
    if (mode === "sum") this.look();
    else this.#options.chooseMode("sum");
  }

  /** The pattern pane shows something new. */
  look(): void {
    const { link, mode, chooseMode } = this.#options;
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    if (mode() !== "sum" || link.pane("pattern").error !== undefined) {
      this.#waiting = undefined;
      return;
    }
    const { frame } = link.pane("pattern");
    if (frame === undefined || frame.reply.complete < 1 || link.isBehind("pattern")) return;
    this.#found = findBeam(frame.image);
    this.#waiting = undefined;
    if (waiting.back !== "sum") chooseMode(waiting.back);
    waiting.use(this.#found);
  }
}
