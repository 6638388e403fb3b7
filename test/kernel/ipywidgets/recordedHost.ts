import { installWidgetHost, type WidgetComm } from "#widgets/models/host.js";

/** A message as test/fixtures/ipywidgets/messages.json has it: ids numbered, buffers in hex. */
export type Recorded = Readonly<Record<string, unknown>> & { readonly type: string };

type Data = Record<string, unknown>;

interface PageSide {
  message(data: Data, buffers: Uint8Array[]): void;
  close(): void;
}

/** Before the id of a widget in the state of another one. */
const prefix = /^(IPY_MODEL_|anywidget:)/;

/** Records what widgets send, and plays the page. */
export class RecordedHost {
  sent: Recorded[] = [];
  readonly #pages = new Map<string, PageSide>();
  #opened = 0;

  constructor() {
    installWidgetHost({
      openComm: (target, data, metadata, buffers = []) => this.#open(target, data, metadata, buffers),
      display: () => {},
      registerDataPath: () => {},
      tellDataPath: () => {},
    });
  }

  /** The page changes traits of a widget. */
  page(widget: { id: string }, state: Data, buffers: Uint8Array[] = [], buffer_paths: unknown[] = []): void {
    this.#page(widget).message({ method: "update", state, buffer_paths }, buffers);
  }

  /** The page sends a custom message. */
  custom(widget: { id: string }, content: Data, buffers: Uint8Array[] = []): void {
    this.#page(widget).message({ method: "custom", content }, buffers);
  }

  /** The page asks for the whole state. */
  request(widget: { id: string }): void {
    this.#page(widget).message({ method: "request_state" }, []);
  }

  /** The page closes the widget. */
  close(widget: { id: string }): void {
    this.#page(widget).close();
  }

  /** Says in the record what the kernel's side sees. */
  note(values: Data): void {
    this.sent.push({ type: "note", ...values });
  }

  #page({ id }: { id: string }): PageSide {
    const page = this.#pages.get(id);
    if (page === undefined) throw new Error(`No widget has the id ${id}.`);
    return page;
  }

  /** A comm that the page has opened. */
  opened(id: string): WidgetComm {
    const listeners = new Set<(data: Data, buffers: Uint8Array[]) => void>();
    const closers = new Set<() => void>();
    this.#pages.set(id, {
      message: (message, received) => {
        for (const listener of listeners) listener(message, received);
      },
      close: () => {
        for (const closer of closers) closer();
      },
    });
    return {
      id,
      send: (data, buffers = []) => this.#record({ type: "comm_msg", comm: id, data }, buffers),
      onMessage: (listener) => void listeners.add(listener),
      onClose: (listener) => void closers.add(listener),
      close: () => this.#record({ type: "comm_close", comm: id, data: {} }, []),
    };
  }

  #open(target: string, data: Data, metadata: Data, buffers: Uint8Array[]): WidgetComm {
    const id = `widget-${this.#opened++}`;
    this.#record({ type: "comm_open", comm: id, target, metadata, data }, buffers);
    return this.opened(id);
  }

  #record(message: Recorded, buffers: Uint8Array[]): void {
    const hex = buffers.map((buffer) => Buffer.from(buffer).toString("hex"));
    // As JSON: what was sent must not change when the widget does.
    this.sent.push(JSON.parse(JSON.stringify({ ...message, buffers: hex })));
  }
}

/** Ids counted from the first widget of these messages: `widget-0`, `widget-1`. */
export function renumbered(messages: readonly Recorded[]): Recorded[] {
  const opened = messages.filter(({ type }) => type === "comm_open").map(({ comm }) => String(comm));
  const names = new Map(opened.map((id, i) => [id, `widget-${i}`]));
  const renamed = (value: unknown): unknown => {
    if (typeof value === "string") {
      const id = value.replace(prefix, "");
      return value.slice(0, value.length - id.length) + (names.get(id) ?? id);
    }
    if (Array.isArray(value)) return value.map(renamed);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [renamed(key), renamed(item)]));
  };
  return messages.map((message) => renamed(message) as Recorded);
}
