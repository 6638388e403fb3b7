import { createHash } from "node:crypto";
import { dom } from "../model/common.js";
import { DomWidget } from "../model/domWidget.js";
import { model, type Package } from "../model/jupyterModel.js";
import { addProperties, type Properties } from "../model/widgetClass.js";
import { json } from "../traits/json.js";
import { text } from "../traits/scalars.js";
import { type Trait, type Traits, traitError } from "../traits/trait.js";
import { answerCommands, type Command } from "./commands.js";
import { followsFiles, type ModuleSource, readModule, watchModule } from "./moduleFile.js";

/** Front ends have whichever version of the anywidget package is installed beside them. */
const anywidget: Package = { model: "anywidget", view: "anywidget", version: "*" };

/** The module of a widget, its style sheet, and the first values of its traits. */
export type AnyWidgetInit<State extends object> = State & {
  /**
   * An ES module for the page: its source, an http(s) address, or a file: its `URL`, or its path, which ends in .js or .mjs.
   * While ANYWIDGET_HMR is 1 pages follow what is written to the file.
   */
  readonly _esm: string | URL;
  /** CSS: the same, with .css. */
  readonly _css?: string | URL;
};

type JsonTraits<State extends object> = { readonly [Name in keyof State]: Trait<State[Name]> };
type AnyTraits<State extends object> = JsonTraits<Omit<State, "_esm" | "_css">> & typeof dom;

/**
 * A widget whose front end is any anywidget ES module (https://anywidget.dev): `new AnyWidget({ _esm, value: 0 })` gives
 * the module a model with the trait `value`. Typed arrays cross as buffers: a `DataView` there, the same kind of array
 * here. Front ends need the anywidget extension (`pip install anywidget`).
 */
export type AnyWidget<State extends object = Record<string, unknown>> = DomWidget<AnyTraits<State> & Traits> &
  Properties<AnyTraits<State> & Traits> &
  AnyMethods<State>;

interface AnyMethods<State extends object> {
  /**
   * What the module may call: `const [response, buffers] = await experimental.invoke("name", message)` there runs the
   * function here. A command of the same name is replaced.
   */
  command(name: string, run: Command): this;
  /** Gives the widget more traits with their first values, and tells the pages: this widget, with those properties. */
  addTraits<More extends object>(first: More): AnyWidget<State & More>;
}

interface AnyWidgetClass {
  new <State extends object>(init: AnyWidgetInit<State>): AnyWidget<State>;
}

type Modules = Readonly<Record<string, ModuleSource>>;

class Any extends DomWidget<Traits> {
  readonly #traits: Record<string, Trait<unknown>>;
  readonly #commands = new Map<string, Command>();

  constructor({ _esm, _css, ...first }: AnyWidgetInit<object> & Readonly<Record<string, unknown>>) {
    const modules: Modules = {
      _esm: readModule(_esm),
      ...(_css !== undefined && { _css: readModule(_css) }),
    };
    const { layout, tabbable, tooltip, ...own } = first;
    const traits = traitsOf(modules, own);
    const specification = model("AnyWidget", ["AnyModel", "AnyView"], anywidget, traits);
    super(specification, { layout, tabbable, tooltip });
    this.#traits = specification.traits as Record<string, Trait<unknown>>;
    this.#addProperties(specification.traits);
    if (followsFiles()) this.#follow(modules);
  }

  command(name: string, run: Command): this {
    if (this.#commands.size === 0) answerCommands(this, this.#commands);
    this.#commands.set(name, run);
    return this;
  }

  addTraits(first: Readonly<Record<string, unknown>>): this {
    const known = Object.keys(first).find((name) => Object.hasOwn(this.#traits, name));
    if (known !== undefined)
      throw traitError(
        { widget: "AnyWidget", trait: known },
        first[known],
        "a name that it does not have yet",
      );
    for (const [name, value] of Object.entries(first)) {
      this.#traits[name] = json(value);
      this.#addProperties({ [name]: json(value) });
      this.set(name, value as never);
    }
    return this;
  }

  /** A trait with the name of a method is reached by `get` and `set` alone. */
  #addProperties(traits: Traits): void {
    addProperties(this, Object.fromEntries(Object.entries(traits).filter(([name]) => !(name in this))));
  }

  #follow(modules: Modules): void {
    for (const [name, { path }] of Object.entries(modules)) {
      if (path === undefined) continue;
      this.onClose(watchModule(path, (contents) => this.set(name, contents as never)));
    }
  }
}

export const AnyWidget = Any as unknown as AnyWidgetClass;

function traitsOf(modules: Modules, own: Readonly<Record<string, unknown>>): Traits {
  const sources = Object.entries(modules);
  return {
    ...dom,
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, json(value)])),
    ...Object.fromEntries(sources.map(([name, { contents }]) => [name, text(contents)])),
    _anywidget_id: text(identityOf(modules)),
  };
}

/** Widgets of one module share their style sheet in the page. */
function identityOf(modules: Modules): string {
  const hash = createHash("sha256").update(JSON.stringify(modules)).digest("hex");
  return `ronchi.AnyWidget.${hash.slice(0, 12)}`;
}
