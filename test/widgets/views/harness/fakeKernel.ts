import { encodeImage } from "#widgets/codecs.js";
import type { DetectorPickerState, PickerPane, PickerRequest } from "#widgets/models/detectorPickerState.js";
import type { MessageListener, ModelEvent, ViewModel } from "#widgets/views/host.js";
import type { SyntheticScan } from "./syntheticScan.js";

type State = DetectorPickerState;
type Request = PickerRequest;

/** What a test may say about an answer. */
export interface Answer {
  readonly complete?: number;
  readonly overflow?: { readonly pixels: number; readonly frames: number };
  readonly skipped?: number;
  readonly seq?: number;
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
  delay = 0;
  readonly #scan: SyntheticScan;
  readonly #state: State;
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #messages = new Set<MessageListener>();

  constructor(scan: SyntheticScan, state: State) {
    this.#scan = scan;
    this.#state = state;
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
    if (this.manual || request.type === "ack") return;
    setTimeout(() => this.answer(request), this.delay);
  }

  answer(request: Request, answer: Answer = {}): void {
    if (request.type === "hello") {
      const { detector, pattern, cursor } = this.#state;
      this.answer({ type: "image", seq: 0, detector }, answer);
      this.answer({ type: "pattern", seq: 0, pattern, cursor }, answer);
    } else if (request.type === "image")
      this.frame("image", request.seq, this.#image(request.detector), answer);
    else if (request.type === "pattern") this.frame("pattern", request.seq, this.#pattern(request), answer);
  }

  fail(pane: PickerPane, seq: number, message: string): void {
    this.#emitMessage({ type: "error", pane, seq, message }, []);
  }

  frame(pane: PickerPane, seq: number, data: Uint32Array, answer: Answer = {}): void {
    const [sy, sx, dy, dx] = this.#scan.shape;
    const shape = answer.asShape ?? (pane === "image" ? ([sy, sx] as const) : ([dy, dx] as const));
    const image = { data, shape, calibration: this.#state.scan.calibration, unit: "counts", seq };
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

  #image(detector: State["detector"]): Uint32Array {
    const [scanY, scanX, detY, detX] = this.#scan.shape;
    const members: number[] = [];
    for (let y = 0; y < detY; y++)
      for (let x = 0; x < detX; x++) if (belongs(detector, y, x)) members.push(y * detX + x);
    const image = new Uint32Array(scanY * scanX);
    for (let frame = 0; frame < image.length; frame++) {
      let sum = 0;
      for (const member of members) sum += this.#scan.data[frame * detY * detX + member]!;
      image[frame] = sum;
    }
    return image;
  }

  #pattern(request: Request & { type: "pattern" }): Uint32Array {
    const [scanY, scanX, detY, detX] = this.#scan.shape;
    const frames =
      request.pattern === "sum"
        ? [...Array(scanY * scanX).keys()]
        : [request.cursor[0] * scanX + request.cursor[1]];
    const pattern = new Uint32Array(detY * detX);
    for (const frame of frames)
      for (let i = 0; i < pattern.length; i++) pattern[i]! += this.#scan.data[frame * pattern.length + i]!;
    return pattern;
  }
}

function belongs(detector: State["detector"], y: number, x: number): boolean {
  const [dy, dx] = [y - detector.centre[0], x - detector.centre[1]];
  const away = Math.hypot(dy, dx);
  switch (detector.shape) {
    case "point":
      return Math.round(detector.centre[0]) === y && Math.round(detector.centre[1]) === x;
    case "circle":
      return away <= detector.radius;
    case "annulus":
      return away >= detector.inner && away < detector.outer;
    case "rectangle":
      return Math.abs(dy) <= detector.height / 2 && Math.abs(dx) <= detector.width / 2;
  }
}
