/**
 * What a view needs from whoever shows it: the shape of an anywidget front-end module (AFM). JupyterLab's adapter
 * puts a `@jupyter-widgets` model behind it; a plain web page or a test puts a few lines of its own.
 */

/** Names of the events a model emits: a trait changed, or the link to the kernel went away or came back. */
export type ModelEvent<State> = `change:${keyof State & string}` | "disconnected" | "connected";

/** Gets custom messages of the kernel. A buffer may start anywhere in its ArrayBuffer: mind `byteOffset`. */
export type MessageListener = (content: Record<string, unknown>, buffers: readonly DataView[]) => void;

/**
 * The synchronised half of a widget, seen from the browser. All views of one widget on a page get the same object:
 * what belongs to the widget rather than to a view (sequence numbers, credits) is kept by its identity.
 */
export interface ViewModel<State extends object> {
  get<Name extends keyof State & string>(name: Name): State[Name];
  /** Changes a trait here and emits `change:name` if the value is another one; `save` sends it to the kernel. */
  set<Name extends keyof State & string>(name: Name, value: State[Name]): void;
  save(): void;
  on(event: ModelEvent<State>, listener: () => void): void;
  off(event: ModelEvent<State>, listener: () => void): void;
  /** Sends a custom message to the kernel. Does nothing while the kernel is disconnected. */
  send(content: Record<string, unknown>, buffers?: readonly Uint8Array[]): void;
  /** Listens to custom messages until the returned function is called. */
  onMessage(listener: MessageListener): () => void;
}

export interface ViewContext<State extends object> {
  readonly model: ViewModel<State>;
  /** An element of the host, empty; the view fills it. */
  readonly el: HTMLElement;
  /** Aborted when the view goes away: every listener and observer of the view ends with it. */
  readonly signal: AbortSignal;
}

/**
 * Default export of a view module. `render` may be called any number of times for one model. A host that is not
 * connected emits "disconnected" after it.
 */
export interface WidgetView<State extends object> {
  render(context: ViewContext<State>): void;
}
