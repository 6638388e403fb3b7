import { version } from "#core/version.js";
import { toBase64 } from "./base64.js";
import { viewMimeType } from "./detectorPickerState.js";
import { type WidgetComm, type WidgetHost, widgetHost } from "./host.js";

/** Name of the front-end package that has the model and view classes. */
export const widgetModule = "@ronchi/jupyterlab";
/** Version of the widget messaging protocol (jupyter-widgets/schema). */
const protocolVersion = "2.1.0";
const viewOfWidgetsMimeType = "application/vnd.jupyter.widget-view+json";

export interface WidgetInit<State extends object> {
  /** Class names in the front end. */
  readonly modelName: string;
  readonly viewName: string;
  /** First values of the traits: plain JSON. */
  readonly state: State;
}

/** What a cell's output holds of a widget: never blank, also where the widget cannot run. */
export interface WidgetPicture {
  /** One line in words. */
  readonly text: string;
  readonly png: Uint8Array;
  /** The line of code that makes what the picture shows. */
  readonly caption: string;
}

export type TraitListener<State, Name extends keyof State> = (
  value: State[Name],
  previous: State[Name],
) => void;

type MimeBundle = Record<string, unknown>;

/**
 * A widget, seen from the kernel: a Jupyter widget model (comm target "jupyter.widget") whose traits are plain JSON and
 * are held equal with the page. Pixels are never traits. The front end may show it anywhere a widget fits, as in an
 * HBox: `layout` and `style` are null, which base views take for "as the page likes", so no further models are needed.
 */
export abstract class Widget<State extends object> {
  readonly #comm: WidgetComm;
  readonly #fixed: Readonly<Record<string, unknown>>;
  readonly #listeners = new Map<keyof State, Set<TraitListener<State, keyof State>>>();
  readonly #customListeners = new Set<(content: Record<string, unknown>, buffers: Uint8Array[]) => void>();
  #state: State;
  #closed = false;

  constructor(init: WidgetInit<State>, host: WidgetHost = widgetHost()) {
    this.#state = { ...init.state };
    this.#fixed = fixedTraits(init);
    const data = { state: this.state(), buffer_paths: [] };
    this.#comm = host.openComm("jupyter.widget", data, { version: protocolVersion });
    this.#comm.onMessage((message, buffers) => this.#receive(message, buffers));
    this.#comm.onClose(() => {
      this.#closed = true;
    });
  }

  /** Draws what the output of a cell keeps. */
  protected abstract picture(): Promise<WidgetPicture>;

  /** The widget's model id, which is the id of its comm. */
  get id(): string {
    return this.#comm.id;
  }

  /** True once the kernel or the page has closed it: nothing is sent any more. */
  get closed(): boolean {
    return this.#closed;
  }

  /** All of the model's state, as `comm_open` and `jupyter.widget.control` send it. */
  state(): Record<string, unknown> {
    return { ...this.#fixed, ...this.#state };
  }

  get<Name extends keyof State>(name: Name): State[Name] {
    return this.#state[name];
  }

  /** Changes a trait here and in every view. */
  set<Name extends keyof State>(name: Name, value: State[Name]): void {
    if (Object.is(this.#state[name], value)) return;
    this.#sendState("update", { [name]: value });
    this.#assign({ [name]: value } as unknown as Partial<State>);
  }

  /** Calls the listener after each change of a trait, from here or from a view. Returns what ends that. */
  observe<Name extends keyof State>(name: Name, listener: TraitListener<State, Name>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    // Only ever called with values of `name`.
    const stored = listener as unknown as TraitListener<State, keyof State>;
    listeners.add(stored);
    return () => listeners.delete(stored);
  }

  /** Custom messages of the views, if no data path answers them. Returns what ends the listening. */
  onCustom(listener: (content: Record<string, unknown>, buffers: Uint8Array[]) => void): () => void {
    this.#customListeners.add(listener);
    return () => this.#customListeners.delete(listener);
  }

  /** Sends a custom message to the views. */
  send(content: Record<string, unknown>, buffers: Uint8Array[] = []): void {
    if (!this.#closed) this.#comm.send({ method: "custom", content }, buffers);
  }

  /** Ends the widget, here and in every view. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#comm.close();
  }

  /**
   * The MIME bundle of a cell that shows the widget: words, a picture, and the live view. The kernel publishes it with a
   * display id, so that a newer picture can replace it.
   */
  async [Symbol.for("Jupyter.display")](): Promise<MimeBundle> {
    const { text, png, caption } = await this.picture();
    const view = {
      model_id: this.id,
      widget: this.#fixed._model_name,
      caption,
      time: new Date().toISOString(),
    };
    return {
      "text/plain": text,
      "image/png": toBase64(png),
      [viewOfWidgetsMimeType]: { version_major: 2, version_minor: 0, model_id: this.id },
      [viewMimeType]: view,
    };
  }

  #receive(message: Record<string, unknown>, buffers: Uint8Array[]): void {
    switch (message.method) {
      case "update":
        this.#update((message.state ?? {}) as Record<string, unknown>);
        break;
      case "request_state":
        this.#sendState("update", this.state());
        break;
      case "custom":
        for (const listener of this.#customListeners)
          listener((message.content ?? {}) as Record<string, unknown>, buffers);
    }
  }

  /** A view changed traits: other pages learn it from the echo. What is no trait of this widget is left out. */
  #update(received: Record<string, unknown>): void {
    const known = Object.entries(received).filter(([name]) => Object.hasOwn(this.#state, name));
    const changed = Object.fromEntries(known);
    this.#sendState("echo_update", changed);
    this.#assign(changed as Partial<State>);
  }

  #sendState(method: "update" | "echo_update", state: Record<string, unknown>): void {
    if (!this.#closed) this.#comm.send({ method, state, buffer_paths: [] });
  }

  #assign(changed: Partial<State>): void {
    const previous = this.#state;
    this.#state = { ...previous, ...changed };
    for (const name of Object.keys(changed) as (keyof State)[]) {
      for (const listener of this.#listeners.get(name) ?? []) listener(this.#state[name], previous[name]);
    }
  }
}

function fixedTraits({ modelName, viewName }: WidgetInit<object>): Record<string, unknown> {
  return {
    _model_name: modelName,
    _model_module: widgetModule,
    _model_module_version: version,
    _view_name: viewName,
    _view_module: widgetModule,
    _view_module_version: version,
    _view_count: null,
    _dom_classes: [],
    layout: null,
    style: null,
    tabbable: null,
    tooltip: null,
  };
}
