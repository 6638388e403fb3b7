import type { WidgetComm } from "#widgets/models/host.js";
import { splitBuffers } from "./bufferPaths.js";
import { equal } from "./equal.js";

type Json = Record<string, unknown>;

/** Tells the pages the state of one widget: what changed, and not back what a page has just said. */
export class StateSync {
  readonly #wire: (name: string) => unknown;
  #comm: WidgetComm | undefined;
  /** Traits that wait for the end of {@link hold}. */
  #held: Set<string> | undefined;
  /** What the page has just said of the widget. */
  #received: Json = {};

  /** `wire` gives a trait as it crosses. */
  constructor(wire: (name: string) => unknown) {
    this.#wire = wire;
  }

  get id(): string {
    return this.#comm?.id ?? "";
  }

  connect(comm: WidgetComm): void {
    this.#comm = comm;
  }

  /** Nothing is sent from now on; `close` tells the pages. */
  end({ close }: { readonly close: boolean }): void {
    if (close) this.#comm?.close();
    this.#send = () => {};
  }

  /** A trait has changed. */
  changed(name: string): void {
    if (this.#isNews(name)) this.send([name]);
  }

  /** Sends traits whether they changed or not. */
  send(names: readonly string[]): void {
    const state = Object.fromEntries(names.map((name) => [name, this.#wire(name)]));
    for (const name of names) if (Object.hasOwn(this.#received, name)) this.#received[name] = state[name];
    this.#sendState("update", state);
  }

  custom(content: Json, buffers: Uint8Array[]): void {
    this.#send({ method: "custom", content }, buffers);
  }

  /** Tells the other pages what one has said. */
  echo(state: Json): void {
    this.#sendState("echo_update", state);
  }

  /** While the task runs, the page that said this knows it. */
  receiving(state: Json, task: () => void): void {
    this.#received = state;
    try {
      task();
    } finally {
      this.#received = {};
    }
  }

  /** Sends what the task changes as one message at its end. */
  hold<Result>(task: () => Result): Result {
    if (this.#held !== undefined) return task();
    const held = new Set<string>();
    this.#held = held;
    try {
      return task();
    } finally {
      this.#held = undefined;
      if (held.size > 0) this.send([...held]);
    }
  }

  /** Whether the pages don't know the value yet. While messages are held it counts as told. */
  #isNews(name: string): boolean {
    if (this.#comm === undefined) return false;
    const isEcho = Object.hasOwn(this.#received, name) && equal(this.#wire(name), this.#received[name]);
    if (this.#held === undefined) return !isEcho;
    if (isEcho) this.#held.delete(name);
    else this.#held.add(name);
    return false;
  }

  #sendState(method: string, state: Json): void {
    const { state: plain, buffer_paths, buffers } = splitBuffers(state);
    this.#send({ method, state: plain, buffer_paths }, [...buffers]);
  }

  #send = (data: Json, buffers: Uint8Array[]): void => this.#comm?.send(data, buffers);
}
