import { inspect } from "node:util";
import { type WidgetComm, widgetHost } from "#widgets/models/host.js";
import { rememberModel } from "../traits/references.js";
import { type GivenOf, type TraitPlace, type Traits, traitError, type ValuesOf } from "../traits/trait.js";
import { type BufferPath, joinBuffers, splitBuffers } from "./bufferPaths.js";
import { changesOf } from "./changes.js";
import { equal } from "./equal.js";
import { addListener } from "./listeners.js";
import type { Identity, Rule, Rules, Specification } from "./specification.js";
import { StateSync } from "./stateSync.js";
import { widgetText } from "./widgetText.js";

/** Version of the widget messaging protocol (jupyter-widgets/schema). */
const protocolVersion = "2.1.0";
const viewMimeType = "application/vnd.jupyter.widget-view+json";

/** Key under which a constructor gets the comm of a widget that a page has made; its traits come as they crossed then. */
export const openedByPage = Symbol("opened by the page");

type Json = Record<string, unknown>;
type Listener = (value: unknown, previous: unknown) => void;
type CustomListener = (content: Json, buffers: Uint8Array[]) => void;

/**
 * A widget of JupyterLab's own widget manager, seen from the kernel: a Jupyter widget model whose traits are held equal
 * with every page. Traits have their names of the protocol (`button_style`), methods are ours.
 *
 * What a listener prints belongs to the cell that added it.
 */
export class Widget<T extends Traits> {
  readonly #specification: Specification<T>;
  readonly #rules: Rules;
  readonly #values = new Map<string, unknown>();
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #customListeners = new Set<CustomListener>();
  readonly #closeListeners = new Set<() => void>();
  readonly #sync = new StateSync((name) => this.#wire(name));
  #closed = false;

  constructor(specification: Specification<T>, init: Partial<GivenOf<T>>, rules: Rules = {}) {
    this.#specification = specification;
    this.#rules = rules;
    const { [openedByPage]: comm } = init as { [openedByPage]?: WidgetComm };
    this.#initialize(comm === undefined ? init : this.#fromPage(init));
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
    this.#assign(name, this.#ruled(name, this.#checked(name, value)));
  }

  /** Calls the listener after each change of a trait, from here or from a page. Returns what ends that. */
  observe<Name extends keyof T & string>(
    name: Name,
    listener: (value: ValuesOf<T>[Name], previous: ValuesOf<T>[Name]) => void,
  ): () => void {
    return this.listen(name, listener as Listener);
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

  #initialize(init: Readonly<Record<string, unknown>>): void {
    const { traits } = this.#specification;
    const given = Object.entries(init).filter(([, value]) => value !== undefined);
    for (const [name, value] of given) this.#values.set(name, this.#checked(name, value));
    for (const [name, trait] of Object.entries(traits))
      if (!this.#values.has(name)) this.#values.set(name, trait.initial());
    // Rules only now: they look at other traits, whatever the order in which those were given.
    for (const [name] of given) this.#values.set(name, this.#ruled(name, this.#values.get(name)));
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
  }

  #end({ close }: { readonly close: boolean }): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#sync.end({ close });
    for (const listener of this.#closeListeners) listener();
  }

  #checked(name: string, value: unknown): unknown {
    const trait = this.#specification.traits[name];
    if (trait !== undefined && Object.hasOwn(this.#specification.traits, name))
      return trait.check(value, this.#place(name));
    throw traitError(this.#place(name), value, `one of its traits: ${this.#publicNames().join(", ")}`);
  }

  #ruled(name: string, value: unknown): unknown {
    const rule: Rule | undefined = Object.hasOwn(this.#rules, name) ? this.#rules[name] : undefined;
    if (rule === undefined) return value;
    const scope = {
      name: this.#specification.name,
      get: (trait: string) => this.#values.get(trait),
      set: (trait: string, changed: unknown) =>
        this.#assign(trait, this.#ruled(trait, this.#checked(trait, changed))),
    };
    return rule(value as never, scope);
  }

  #assign(name: string, value: unknown): void {
    const previous = this.#values.get(name);
    if (equal(previous, value)) return;
    this.#values.set(name, value);
    this.#changed(name, value, previous);
  }

  #changed(name: string, value: unknown, previous: unknown): void {
    this.#sync.changed(name);
    if (!equal(value, previous)) this.notify(name, value, previous);
  }

  #wire(name: string): unknown {
    const { identity, traits } = this.#specification;
    if (Object.hasOwn(identity, name)) return identity[name as keyof Identity];
    return traits[name]?.toWire(this.#values.get(name));
  }

  /** Everything that crosses, in the order in which ipywidgets sends it. */
  #sharedNames(): string[] {
    return [...Object.keys(this.#specification.identity), ...Object.keys(this.#specification.traits)].sort();
  }

  #publicNames(): string[] {
    return Object.keys(this.#specification.traits).filter((name) => !name.startsWith("_"));
  }

  #place(trait: string): TraitPlace {
    return { widget: this.#specification.name, trait };
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
    const known = Object.entries(received).filter(([name]) =>
      Object.hasOwn(this.#specification.traits, name),
    );
    const echoed = known.filter(([name]) => this.#specification.traits[name]?.echo !== false);
    if (echoed.length > 0) this.#sync.echo(Object.fromEntries(echoed));
    this.#sync.receiving(Object.fromEntries(known), () => this.#take(known));
  }

  #take(received: [string, unknown][]): void {
    const previous = new Map(received.map(([name]) => [name, this.#values.get(name)]));
    const changed: string[] = [];
    try {
      for (const [name, wire] of received) {
        const trait = this.#specification.traits[name];
        const value = this.#checked(name, trait?.fromWire(wire));
        if (equal(value, this.#values.get(name))) continue;
        this.#values.set(name, value);
        changed.push(name);
      }
      for (const name of changed) this.#values.set(name, this.#ruled(name, this.#values.get(name)));
    } catch (error) {
      for (const [name, value] of previous) this.#values.set(name, value);
      throw error;
    }
    for (const name of changed) this.#changed(name, this.#values.get(name), previous.get(name));
  }
}
