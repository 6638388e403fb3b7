import type { Calibration } from "#core/data/calibration.js";
import type { CubeDescription } from "#core/data/cubeDescription.js";
import { renderPickerPng } from "../draw/picture.js";
import type { DataPath, DataPathHost } from "./dataPath.js";
import { pickerCode } from "./detectorCode.js";
import type {
  DetectorPickerState,
  PaneLooks,
  PickerReply,
  PickerRequest,
  ShownImage,
  ShownPattern,
} from "./detectorPickerState.js";
import { LatestRun } from "./latestRun.js";
import { originReply } from "./originReply.js";
import { type Made, PanePath } from "./panePath.js";
import { pickerPicture } from "./pickerPicture.js";
import { type PassMemo, type PickerSource, runImage } from "./runImage.js";
import { type PatternMemo, rememberPattern, runPattern } from "./runPattern.js";
import { shownImageOf } from "./shown.js";

/** What the main thread registers once for a picker: plain data. */
export interface DetectorPickerDataParams {
  readonly description: CubeDescription;
  readonly calibration: Calibration;
  /** The traits when the picker is made. */
  readonly state: DetectorPickerState;
}

/** What the main thread made itself, for the output of a cell: the data path need not make it again. */
export interface FirstPicture {
  readonly image: Made<ShownImage>;
  readonly pattern: Made<ShownPattern>;
  readonly looks: PaneLooks;
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
  readonly #scan: DetectorPickerState["scan"];
  readonly #host: DataPathHost;
  readonly #clock: DataPathClock;
  readonly #source: PickerSource;
  readonly #image: PanePath<ShownImage>;
  readonly #pattern: PanePath<ShownPattern>;
  #looks: PaneLooks;
  readonly #passes: PassMemo = {};
  readonly #patterns: PatternMemo = {};
  /** What the stored picture shows; at first the one that the cell's output began with. */
  #stored: string;
  #timer: unknown;
  readonly #origin: LatestRun<void>;

  constructor(params: DetectorPickerDataParams, host: DataPathHost, clock: DataPathClock) {
    const { description, calibration, state } = params;
    this.#scan = state.scan;
    this.#host = host;
    this.#clock = clock;
    this.#source = { description, calibration, executor: host.executor };
    this.#looks = looksOf(state);
    this.#stored = storedKey(imageOf(shownImageOf(state)), patternOf(state), this.#looks);
    this.#origin = new LatestRun(
      async (_, { signal }) => {
        const reply = await originReply(this.#source, this.#scan.name, signal);
        // One that was asked for anew, by another view or after a reload, is answered by the newer run.
        if (!signal.aborted) host.send({ ...reply });
      },
      () => host.now(),
    );
    const common = {
      calibration,
      send: (reply: PickerReply, buffers?: Uint8Array[]) => host.send({ ...reply }, buffers),
      onMade: () => this.#snapshotLater(),
      now: () => host.now(),
    };
    this.#image = new PanePath<ShownImage>({
      ...common,
      pane: "image",
      shown: shownImageOf(state),
      make: (shown, signal, onCoarse) =>
        runImage(this.#source, shown, { signal, onCoarse, memo: this.#passes }),
    });
    this.#pattern = new PanePath<ShownPattern>({
      ...common,
      pane: "pattern",
      shown: patternOf(state),
      excluded: description.excluded,
      make: (shown, signal, onCoarse) =>
        runPattern(this.#source, shown, { signal, onCoarse, memo: this.#patterns }),
    });
  }

  onMessage(content: Record<string, unknown>): void {
    // Sent by the view of the same release; what it may not contain (geometry, positions) is checked by the runs.
    const request = content as unknown as PickerRequest;
    switch (request.type) {
      case "hello":
        this.#hello(request);
        break;
      case "image":
        this.#image.acknowledge(request.drawn);
        this.#image.ask(request.seq, imageOf(request));
        break;
      case "pattern":
        this.#pattern.acknowledge(request.drawn);
        this.#pattern.ask(request.seq, patternOf(request));
        break;
      case "ack":
        (request.pane === "image" ? this.#image : this.#pattern).acknowledge(1);
        break;
      case "measureOrigin":
        this.#origin.submit(undefined);
        break;
      case "looks":
        this.#look(looksOf(request));
    }
  }

  /** What the widget says: the picture with which the output of a cell begins. */
  onTold(told: unknown): void {
    // Made by DetectorPicker in the main thread of the same process.
    const { image, pattern, looks } = told as FirstPicture;
    this.#image.adopt({ ...image, shown: imageOf(image.shown) });
    this.#pattern.adopt({ ...pattern, shown: patternOf(pattern.shown) });
    rememberPattern(this.#patterns, pattern.shown, pattern.image);
    this.#looks = looks;
    this.#stored = storedKey(imageOf(image.shown), patternOf(pattern.shown), looks);
  }

  close(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#origin.close();
    this.#image.close();
    this.#pattern.close();
  }

  #hello(hello: Extract<PickerRequest, { type: "hello" }>): void {
    const { detector, response, composite, spectrum, part, unit, descan, pattern, cursor, region, cepstrum } =
      hello;
    this.#image.hello(given({ detector, response, composite, spectrum, part, unit, descan }));
    this.#pattern.hello(given({ pattern, cursor, region, cepstrum }));
    const { diffraction, image, spectrumLook, cepstrumLook, units } = hello;
    this.#look({ ...this.#looks, ...given({ diffraction, image, spectrumLook, cepstrumLook, units }) });
  }

  #look(looks: PaneLooks): void {
    this.#looks = looks;
    this.#snapshotLater();
  }

  #snapshotLater(): void {
    const [image, pattern] = [this.#image.made, this.#pattern.made];
    this.#clock.clearTimeout(this.#timer);
    if (image === undefined || pattern === undefined) return;
    if (storedKey(image.shown, pattern.shown, this.#looks) === this.#stored) return;
    this.#timer = this.#clock.setTimeout(() => this.#snapshot(image, pattern), snapshotDelayMilliseconds);
  }

  #snapshot(image: Made<ShownImage>, pattern: Made<ShownPattern>): void {
    const png = renderPickerPng(pickerPicture(this.#source, this.#looks, image, pattern));
    const code = pickerCode({ scan: this.#scan, ...image.shown });
    this.#stored = storedKey(image.shown, pattern.shown, this.#looks);
    this.#host.updateSnapshot(png, code);
  }
}

/** Always the same keys in the same order: what is shown is compared as JSON. */
function imageOf({
  detector,
  response = "integrate",
  composite = null,
  spectrum = "off",
  part = "magnitude",
  unit = "px",
  descan = null,
}: ShownImage): ShownImage {
  return { detector, response, composite, spectrum, part, unit, descan };
}

function patternOf({ pattern, cursor, region = null, cepstrum = false }: ShownPattern): ShownPattern {
  return { pattern, cursor, region, cepstrum };
}

function looksOf({ diffraction, image, spectrumLook, cepstrumLook, units }: PaneLooks): PaneLooks {
  return { diffraction, image, spectrumLook, cepstrumLook, units };
}

/** The entries that are there. */
function given<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const present = Object.entries(entries).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function storedKey(image: ShownImage, pattern: ShownPattern, looks: PaneLooks): string {
  return JSON.stringify([image, pattern, looks]);
}
