import type { DOMWidgetModel } from "@jupyter-widgets/base";
import type { MessageListener, ModelEvent, ViewModel } from "../../widgets/views/host.js";
import { KernelLink } from "./kernelLink.js";

/** A `@jupyter-widgets` model as our views see it: one object a model, shared by all of its views. */
export class WidgetViewModel<State extends object> implements ViewModel<State> {
  readonly #model: DOMWidgetModel;
  readonly #link: KernelLink;

  constructor(model: DOMWidgetModel) {
    this.#model = model;
    this.#link = new KernelLink(model, (connected) =>
      model.trigger(connected ? "connected" : "disconnected"),
    );
  }

  get connected(): boolean {
    return this.#link.connected;
  }

  get<Name extends keyof State & string>(name: Name): State[Name] {
    return this.#model.get(name) as State[Name];
  }

  set<Name extends keyof State & string>(name: Name, value: State[Name]): void {
    this.#model.set(name, value);
  }

  save(): void {
    if (this.connected) this.#model.save_changes();
  }

  on(event: ModelEvent<State>, listener: () => void): void {
    this.#model.on(event, listener);
  }

  off(event: ModelEvent<State>, listener: () => void): void {
    this.#model.off(event, listener);
  }

  send(content: Record<string, unknown>, buffers: readonly Uint8Array[] = []): void {
    if (!this.connected) return;
    // Only JSON is ever sent: the messages of a view are plain records of its protocol.
    this.#model.send(content as Parameters<DOMWidgetModel["send"]>[0], undefined, [...buffers]);
  }

  onMessage(listener: MessageListener): () => void {
    const hear = (
      content: Record<string, unknown>,
      buffers: readonly (ArrayBuffer | ArrayBufferView)[] = [],
    ) => listener(content, buffers.map(toDataView));
    this.#model.on("msg:custom", hear);
    return () => this.#model.off("msg:custom", hear);
  }
}

/** JupyterLab gives DataViews at offset 0; other hosts give other views, or whole buffers. */
function toDataView(buffer: ArrayBuffer | ArrayBufferView): DataView {
  if (buffer instanceof DataView) return buffer;
  if (buffer instanceof ArrayBuffer) return new DataView(buffer);
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
