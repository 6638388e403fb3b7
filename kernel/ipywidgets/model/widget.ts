import { inspect } from "node:util";
import { type WidgetComm, widgetHost } from "#widgets/models/host.js";
import { quiet } from "../../display/displayHandle.js";
import { rememberModel } from "../traits/references.js";
import type { GivenOf, Traits, ValuesOf } from "../traits/trait.js";
import { type BufferPath, joinBuffers, splitBuffers } from "./bufferPaths.js";
import { changesOf } from "./changes.js";
import { equal } from "./equal.js";
import { addListener } from "./listeners.js";
import { noteClosed, noteOpen } from "./openWidgets.js";
import type { Identity, Rules, Specification } from "./specification.js";
import { StateSync } from "./stateSync.js";
import { TraitValues } from "./traitValues.js";
import { widgetText } from "./widgetText.js";

/** Version of the widget messaging protocol (jupyter-widgets/schema). */
const protocolVersion = "2.1.0";
const viewMimeType = "application/vnd.jupyter.widget-view+json";

/** Key under which a constructor gets the comm of a widget that a page has made; its traits come as they crossed then. */
export const openedByPage = Symbol("opened by the page");

type Json = Record<string, unknown>;
type Listener = (value: unknown, previous: unknown) => void;
/** A change of one of several observed traits. */
export type TraitChange<T extends Traits, Name extends keyof T> = {
  readonly [One in Name]: {
    readonly name: One;
    readonly value: ValuesOf<T>[One];
    readonly previous: ValuesOf<T>[One];
  };
}[Name];
type CustomListener = (content: Json, buffers: Uint8Array[]) => void;

/**
 * A widget of JupyterLab's own widget manager, seen from the kernel: a Jupyter widget model whose traits are held equal
 * with every page. Traits have their names of the protocol (`button_style`), methods are ours.
 *
 * What a listener prints belongs to the cell that added it.
 */
export class Widget<T extends Traits> {
  readonly #specification: Specification<T>;
  readonly #values: TraitValues;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #customListeners = new Set<CustomListener>();
  readonly #closeListeners = new Set<() => void>();
  readonly #sync = new StateSync((name) => this.#wire(name));
  #closed = false;

  constructor(specification: Specification<T>, init: Partial<GivenOf<T>>, rules: Rules = {}) {
    this.#specification = specification;
    const changed = this.#changed.bind(this);
    this.#values = new TraitValues(specification, rules, changed);
    const { [openedByPage]: comm } = init as { [openedByPage]?: WidgetComm };
    this.#values.initialize(comm === undefined ? init : this.#fromPage(init));
    this.beforeOpen();
    this.#connect(comm ?? this.#open());
  }

  /** The widget's model id, which is the id of its comm. */
  get id(): string {
    return this.#sync.id;
  }

  /** True once the kernel or the page has closed it: nothing is sent any more. */
  get closed(): boolean {
    return this.#closed;
  }

  get<Name extends keyof T & string>(name: Name): ValuesOf<T>[Name] {
    return this.#values.get(name) as ValuesOf<T>[Name];
  }

  /**
   * Changes a trait here and in every page. Throws RonchiError "invalid-argument", and changes nothing, for a value that
   * the trait cannot have; numbers outside `min` and `max` are moved to the nearest end.
   */
  set<Name extends keyof T & string>(name: Name, value: GivenOf<T>[Name]): void {
    this.#values.set(name, value);
  }

  /** Calls the listener after each change of a trait, from here or from a page. Returns what ends that. */
  observe<Name extends keyof T & string>(
    name: Name,
    listener: (value: ValuesOf<T>[Name], previous: ValuesOf<T>[Name]) => void,
  ): () => void;
  /** The same for several traits: the listener gets which one it was, with its value and the one before. */
  observe<Name extends keyof T & string>(
    names: readonly Name[],
    listener: (change: TraitChange<T, Name>) => void,
  ): () => void;
  observe(names: string | readonly string[], listener: (...args: never[]) => void): () => void {
    if (typeof names === "string") return this.listen(names, listener as Listener);
    const tell = listener as (change: unknown) => void;
    const ends = names.map((name) => this.listen(name, (value, previous) => tell({ name, value, previous })));
    return quiet(() => {
      for (const end of ends) end();
    });
  }

  /**
   * The values that a trait changes to, from now on: `for await (const value of slider.changes("value"))`. Ends when the
   * widget is closed or the signal is aborted; throws RonchiError "cancelled" when the kernel is interrupted.
   */
  changes<Name extends keyof T & string>(
    name: Name,
    options: { readonly signal?: AbortSignal } = {},
  ): AsyncIterable<ValuesOf<T>[Name]> {
    const subscribe = (listener: (value: ValuesOf<T>[Name]) => void) => this.observe(name, listener);
    return changesOf({ widget: this, name, subscribe, ...options });
  }

  /** Custom messages of the page. Returns what ends the listening. */
  onCustom(listener: (content: Json, buffers: Uint8Array[]) => void): () => void {
    return addListener(this.#customListeners, listener);
  }

  /** Calls the listener when the widget is closed, here or by the page. Returns what ends that. */
  onClose(listener: () => void): () => void {
    return addListener(this.#closeListeners, listener);
  }

  /** Sends a custom message to every page. */
  send(content: Json, buffers: Uint8Array[] = []): void {
    this.#sync.custom(content, buffers);
  }

  /** Sends what the task changes as one message at its end: pages draw once. */
  holdSync<Result>(task: () => Result): Result {
    return this.#sync.hold(task);
  }

  /**
   * Changes several traits as one: rules such as `min` below `max` are looked at only when all have their new values, and
   * each change is told once, after the task. Where the task throws, or the values cannot be, nothing is changed.
   */
  holdChanges<Result>(task: () => Result): Result {
    return this.#values.hold(task);
  }

  /** Ends the widget, here and in every page. */
  close(): void {
    this.#end({ close: true });
  }

  /** All of the model's state as it crosses, with the binary parts in their places. */
  state(): Json {
    return Object.fromEntries(this.#sharedNames().map((name) => [name, this.#wire(name)]));
  }

  /** A cell that shows it gives its view to front ends that can draw it, and its text to others. */
  [Symbol.for("Jupyter.display")](): Json {
    const view = { version_major: 2, version_minor: 0, model_id: this.id };
    const hasView = this.#specification.identity._view_name !== null;
    return { "text/plain": inspect(this), ...(hasView && { [viewMimeType]: view }) };
  }

  [inspect.custom](): string {
    return widgetText(this.#specification, this.#values);
  }

  /** Called once the traits have their first values and before any page knows of the widget. Fields of the class are not there yet. */
  protected beforeOpen(): void {}

  /** Like {@link observe}, of any trait. */
  protected listen(name: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    return addListener(listeners, listener);
  }

  /** Calls the listeners of a trait, or of a value that is made from traits. */
  protected notify(name: string, value: unknown, previous: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(value, previous);
  }

  /** Sends traits whether they changed or not. */
  protected sendState(names: readonly string[]): void {
    this.#sync.send(names);
  }

  #fromPage(state: Readonly<Record<string, unknown>>): Json {
    const { traits } = this.#specification;
    const known = Object.entries(state).filter(([name]) => Object.hasOwn(traits, name));
    return Object.fromEntries(known.map(([name, wire]) => [name, traits[name]?.fromWire(wire)]));
  }

  #open(): WidgetComm {
    const { state, buffer_paths, buffers } = splitBuffers(this.state());
    const metadata = { version: protocolVersion };
    return widgetHost().openComm("jupyter.widget", { state, buffer_paths }, metadata, [...buffers]);
  }

  #connect(comm: WidgetComm): void {
    this.#sync.connect(comm);
    comm.onMessage((message, received) => this.#receive(message, received));
    comm.onClose(() => this.#end({ close: false }));
    rememberModel(this);
    noteOpen(this);
  }

  #end({ close }: { readonly close: boolean }): void {
    if (this.#closed) return;
    this.#closed = true;
    noteClosed(this);
    this.#sync.end({ close });
    for (const listener of this.#closeListeners) listener();
  }

  #changed(name: string, value: unknown, previous: unknown): void {
    if (!this.#isLocal(name)) this.#sync.changed(name);
    if (!equal(value, previous)) this.notify(name, value, previous);
  }

  #wire(name: string): unknown {
    const { identity, traits } = this.#specification;
    if (Object.hasOwn(identity, name)) return identity[name as keyof Identity];
    return traits[name]?.toWire(this.#values.get(name));
  }

  /** Everything that crosses, in the order in which ipywidgets sends it. */
  #sharedNames(): string[] {
    const { identity, traits } = this.#specification;
    const shared = Object.keys(traits).filter((name) => !this.#isLocal(name));
    return [...Object.keys(identity), ...shared].sort();
  }

  #isLocal(name: string): boolean {
    return this.#specification.traits[name]?.local === true;
  }

  #receive(message: Json, buffers: Uint8Array[]): void {
    switch (message.method) {
      case "update": {
        const state = (message.state ?? {}) as Json;
        this.#update(joinBuffers(state, (message.buffer_paths ?? []) as BufferPath[], buffers));
        break;
      }
      case "request_state":
        this.#sync.send(this.#sharedNames());
        break;
      case "custom":
        for (const listener of this.#customListeners) listener((message.content ?? {}) as Json, buffers);
    }
  }

  /**
   * A page changed traits. The other pages learn it first, from the echo; where rules make something else of it, every
   * page gets an update as well. One trait that cannot be leaves all as they were.
   */
  #update(received: Json): void {
    const { traits } = this.#specification;
    const known = Object.entries(received).filter(
      ([name]) => Object.hasOwn(traits, name) && !this.#isLocal(name),
    );
    const echoed = known.filter(([name]) => traits[name]?.echo !== false);
    if (echoed.length > 0) this.#sync.echo(Object.fromEntries(echoed));
    this.#sync.receiving(Object.fromEntries(known), () =>
      this.#values.hold(() => {
        for (const [name, wire] of known) this.#values.set(name, traits[name]?.fromWire(wire));
      }),
    );
  }
}
