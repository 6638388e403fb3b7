import type { DescanOrigin } from "#core/calibration/fitOrigin.js";
import type { NumberArray } from "#core/data/dtype.js";
import type { FourierPlane } from "#core/data/fourierSlice.js";
import type { SpectrumPart } from "#core/fourier/spectrum.js";
import { encodeImage, type ImageMessage } from "#widgets/codecs.js";
import type { DetectorPickerState, PickerPane, PickerRequest } from "#widgets/models/detectorPickerState.js";
import { shownImageOf, shownPatternOf } from "#widgets/models/shown.js";
import type { MessageListener, ModelEvent, ViewModel } from "#widgets/views/host.js";
import { naiveDifference, naiveSpectrum, pickerImage, pickerPattern } from "./naivePictures.js";
import type { SyntheticScan } from "./syntheticScan.js";

type State = DetectorPickerState;
type Request = PickerRequest;

/** What a test may say about an answer. */
export interface Answer {
  readonly complete?: number;
  readonly overflow?: { readonly pixels: number; readonly frames: number };
  readonly skipped?: number;
  readonly seq?: number;
  readonly fourier?: FourierPlane;
  /** Instead of counts or px. */
  readonly unit?: string;
  /** What the values are called. */
  readonly symbol?: string;
  /** Angles of an image of vectors. */
  readonly direction?: Float32Array;
  /** The image as a coarse one: the upper left value of each box of so many pixels along both axes. */
  readonly box?: number;
  /** Of a colour composite. */
  readonly channels?: ImageMessage["channels"];
  /** Instead of the right bytes. */
  readonly bytes?: Uint8Array;
  /** Instead of the right shape. */
  readonly asShape?: readonly [number, number];
}

/** A model whose kernel is this page: it computes real virtual images, at once or when the test says so. */
export class FakeKernel implements ViewModel<State> {
  readonly requests: Request[] = [];
  readonly saved: Partial<State>[] = [];
  /** In manual mode the test answers. */
  manual = false;
  /** Requests that it is going to answer by itself. */
  waiting = 0;
  /** What it answers when the origin is to be measured; undefined: that it is not found. */
  origin: DescanOrigin | undefined;
  readonly #scan: SyntheticScan;
  readonly #state: State;
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #messages = new Set<MessageListener>();

  constructor(scan: SyntheticScan, state: State) {
    this.#scan = scan;
    this.#state = state;
  }

  /** All counts, for naive formulas. */
  get scanData(): Uint16Array {
    return this.#scan.data;
  }

  get<Name extends keyof State & string>(name: Name): State[Name] {
    return this.#state[name];
  }

  set<Name extends keyof State & string>(name: Name, value: State[Name]): void {
    if (JSON.stringify(this.#state[name]) === JSON.stringify(value)) return;
    (this.#state as { [Key in keyof State]: State[Key] })[name] = value;
    this.emit(`change:${name}`);
  }

  save(): void {
    this.saved.push(structuredClone(this.#state));
  }

  on(event: ModelEvent<State>, listener: () => void): void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
  }

  off(event: ModelEvent<State>, listener: () => void): void {
    this.#listeners.get(event)?.delete(listener);
  }

  emit(event: ModelEvent<State>): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) listener();
  }

  listenerCount(): number {
    return [...this.#listeners.values()].reduce((sum, set) => sum + set.size, this.#messages.size);
  }

  onMessage(listener: MessageListener): () => void {
    this.#messages.add(listener);
    return () => this.#messages.delete(listener);
  }

  send(content: Record<string, unknown>): void {
    const request = structuredClone(content) as unknown as Request;
    this.requests.push(request);
    if (this.manual || request.type === "ack" || request.type === "looks") return;
    this.waiting += 1;
    setTimeout(() => {
      this.waiting -= 1;
      this.answer(request);
    });
  }

  answer(request: Request, answer: Answer = {}): void {
    const [scanY, scanX, detY, detX] = this.#scan.shape;
    if (request.type === "measureOrigin") this.#answerOrigin();
    else if (request.type === "hello") {
      this.answer({ type: "image", seq: 0, ...shownImageOf(this.#state) }, answer);
      this.answer({ type: "pattern", seq: 0, ...shownPatternOf(this.#state) }, answer);
    } else if (request.type === "image" && request.composite) this.#compositeFrame(request, answer);
    else if (request.type === "image") {
      const { data, direction } = pickerImage(this.#scan, request);
      const vectors = direction === undefined ? {} : { direction, symbol: "|CoM|" };
      if ((request.spectrum ?? "off") === "off" || direction !== undefined)
        this.frame("image", request.seq, data, { ...answer, ...vectors });
      else this.#fourierFrame("image", request.seq, data, [scanY, scanX], answer, request.part);
    } else if (request.type === "pattern") {
      const pattern = pickerPattern(this.#scan, request);
      if (request.cepstrum !== true) this.frame("pattern", request.seq, pattern, answer);
      else this.#fourierFrame("pattern", request.seq, logarithm(pattern), [detY, detX], answer);
    }
  }

  #answerOrigin(): void {
    const content =
      this.origin === undefined
        ? { type: "originError", message: "No direct disk: found an even pattern." }
        : { type: "origin", origin: this.origin };
    this.#emitMessage(content, []);
  }

  /** Of sums: by the definitions of the composites. */
  #compositeFrame({ seq, composite, response }: Request & { type: "image" }, answer: Answer): void {
    const channels = composite!.detectors.map(({ name, detector }) => ({
      name,
      data: pickerImage(this.#scan, { detector, ...(response && { response }) }).data,
    }));
    const [a, b] = channels.map(({ data }) => data);
    if (composite!.kind === "rgb") this.frame("image", seq, a!, { ...answer, channels });
    else this.frame("image", seq, naiveDifference(a!, b!, composite!.perMean === true), answer);
  }

  #fourierFrame(
    pane: PickerPane,
    seq: number,
    data: NumberArray,
    shape: readonly [number, number],
    answer: Answer,
    part?: SpectrumPart,
  ): void {
    const { scanStep, detectorPixel } = this.#state.scan.calibration;
    const size = pane === "image" ? scanStep : detectorPixel;
    const plane = { pixelUnit: pane === "image" ? "Å⁻¹" : "Å" } as const;
    const fourier =
      size === undefined
        ? plane
        : { ...plane, pixel: [1 / (shape[0] * size[0]), 1 / (shape[1] * size[1])] as const };
    this.frame(pane, seq, naiveSpectrum(data, shape, part), {
      ...answer,
      ...(part === "phase" && { unit: "rad", symbol: "arg F" }),
      fourier,
    });
  }

  fail(pane: PickerPane, seq: number, message: string): void {
    this.#emitMessage({ type: "error", pane, seq, message }, []);
  }

  frame(pane: PickerPane, seq: number, data: NumberArray, answer: Answer = {}): void {
    const [sy, sx, dy, dx] = this.#scan.shape;
    const shape = answer.asShape ?? (pane === "image" ? ([sy, sx] as const) : ([dy, dx] as const));
    const { calibration } = this.#state.scan;
    const unit = answer.unit ?? (pane === "pattern" || !(data instanceof Float32Array) ? "counts" : "px");
    const vectors = answer.direction === undefined ? {} : { direction: answer.direction };
    const symbol = answer.symbol === undefined ? {} : { symbol: answer.symbol };
    const fourier = answer.fourier && { fourier: answer.fourier };
    const colours = answer.channels && { channels: answer.channels };
    const coarse = pane === "image" && answer.box !== undefined;
    const values = coarse ? { data: cornersOf(data, shape, answer.box), box: answer.box } : { data };
    const image = { ...values, shape, calibration, unit, seq, ...vectors, ...symbol, ...fourier, ...colours };
    const bytes = answer.bytes ?? encodeImage(image);
    const { complete = 1, overflow = { pixels: 0, frames: 0 }, skipped = 0 } = answer;
    const content = {
      type: "frame",
      pane,
      seq: answer.seq ?? seq,
      complete,
      overflow,
      skipped,
      milliseconds: 3.2,
    };
    this.#emitMessage(content, [new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)]);
  }

  #emitMessage(content: Record<string, unknown>, buffers: DataView[]): void {
    for (const listener of [...this.#messages]) listener(content, buffers);
  }
}

/** Of counts. */
function logarithm(counts: NumberArray): Float64Array {
  return Float64Array.from(counts, (count) => Math.log(count + 1));
}

function cornersOf<A extends NumberArray>(data: A, [, width]: readonly [number, number], box: number): A {
  const isCorner = (_: number, i: number) => Math.floor(i / width) % box === 0 && (i % width) % box === 0;
  return data.filter(isCorner) as A;
}
