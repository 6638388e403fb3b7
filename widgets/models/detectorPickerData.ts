import type { Calibration } from "#core/data/calibration.js";
import type { CubeDescription } from "#core/data/cubeDescription.js";
import { renderPickerPng } from "../draw/picture.js";
import type { DataPath, DataPathHost } from "./dataPath.js";
import { pickerCode } from "./detectorCode.js";
import type {
  DetectorPickerState,
  DrawableDetector,
  PickerReply,
  PickerRequest,
  ShownPattern,
} from "./detectorPickerState.js";
import { type Made, PanePath } from "./panePath.js";
import { type PickerSource, pickerPicture, type RunImage, runImage, runPattern } from "./pickerRuns.js";

/** What the main thread registers once for a picker: plain data. */
export interface DetectorPickerDataParams {
  readonly description: CubeDescription;
  readonly calibration: Calibration;
  /** The traits when the picker is made. */
  readonly state: DetectorPickerState;
}

/** Timers; a test brings its own. */
export interface DataPathClock {
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** The stored picture follows when nothing has changed for this long. */
const snapshotDelayMilliseconds = 1000;

const hostClock: DataPathClock = {
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer),
};

/** The data path of a DetectorPicker: requests of its views in, exact images, errors and stored pictures out. */
export function detectorPickerData(
  params: unknown,
  host: DataPathHost,
  clock: DataPathClock = hostClock,
): DataPath {
  // Made by DetectorPicker in the main thread of the same process.
  return new DetectorPickerData(params as DetectorPickerDataParams, host, clock);
}

class DetectorPickerData implements DataPath {
  readonly #params: DetectorPickerDataParams;
  readonly #host: DataPathHost;
  readonly #clock: DataPathClock;
  readonly #source: PickerSource;
  readonly #image: PanePath<DrawableDetector>;
  readonly #pattern: PanePath<ShownPattern>;
  /** Every frame counts in the sum, and it never changes: one run serves all requests. */
  #sum: RunImage | undefined;
  /** What the stored picture shows; at first the one that the cell's output began with. */
  #stored: string;
  #timer: unknown;

  constructor(params: DetectorPickerDataParams, host: DataPathHost, clock: DataPathClock) {
    const { description, calibration, state } = params;
    const { detector, pattern, cursor } = state;
    this.#params = params;
    this.#host = host;
    this.#clock = clock;
    this.#source = { description, calibration, executor: host.executor };
    this.#stored = storedKey(detector, { pattern, cursor });
    const common = {
      calibration,
      send: (reply: PickerReply, buffers?: Uint8Array[]) => host.send({ ...reply }, buffers),
      onMade: () => this.#snapshotLater(),
      now: () => host.now(),
    };
    this.#image = new PanePath<DrawableDetector>({
      ...common,
      pane: "image",
      shown: detector,
      make: (shown, signal) => runImage(this.#source, shown, { signal }),
    });
    this.#pattern = new PanePath<ShownPattern>({
      ...common,
      pane: "pattern",
      shown: { pattern, cursor },
      excluded: description.excluded,
      make: (shown, signal) => this.#makePattern(shown, signal),
    });
  }

  onMessage(content: Record<string, unknown>): void {
    // Sent by the view of the same release; what it may not contain (geometry, positions) is checked by the runs.
    const request = content as unknown as PickerRequest;
    switch (request.type) {
      case "hello":
        return this.#hello(request);
      case "image":
        return this.#image.ask(request.seq, request.detector);
      case "pattern":
        return this.#pattern.ask(request.seq, { pattern: request.pattern, cursor: request.cursor });
      case "ack":
        return (request.pane === "image" ? this.#image : this.#pattern).acknowledge();
      case "looks":
        return;
    }
  }

  close(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#image.close();
    this.#pattern.close();
  }

  #hello({ detector, pattern, cursor }: Extract<PickerRequest, { type: "hello" }>): void {
    this.#image.hello(detector);
    this.#pattern.hello(pattern && cursor && { pattern, cursor });
  }

  async #makePattern(shown: ShownPattern, signal: AbortSignal): Promise<RunImage> {
    if (shown.pattern === "sum" && this.#sum !== undefined) return this.#sum;
    const made = await runPattern(this.#source, shown, { signal });
    if (shown.pattern === "sum") this.#sum = made;
    return made;
  }

  #snapshotLater(): void {
    const [image, pattern] = [this.#image.made, this.#pattern.made];
    this.#clock.clearTimeout(this.#timer);
    if (image === undefined || pattern === undefined) return;
    if (storedKey(image.shown, pattern.shown) === this.#stored) return;
    this.#timer = this.#clock.setTimeout(() => this.#snapshot(image, pattern), snapshotDelayMilliseconds);
  }

  #snapshot(image: Made<DrawableDetector>, pattern: Made<ShownPattern>): void {
    const { state } = this.#params;
    const png = renderPickerPng(pickerPicture(this.#source, state, image, pattern));
    const code = pickerCode({ scan: state.scan, detector: image.shown });
    this.#stored = storedKey(image.shown, pattern.shown);
    this.#host.updateSnapshot(png, code);
  }
}

function storedKey(detector: DrawableDetector, pattern: ShownPattern): string {
  return JSON.stringify([detector, pattern]);
}
