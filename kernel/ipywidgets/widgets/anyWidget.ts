import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dom } from "../model/common.js";
import { DomWidget } from "../model/domWidget.js";
import { model, type Package } from "../model/jupyterModel.js";
import { addProperties, type Properties } from "../model/widgetClass.js";
import { json } from "../traits/json.js";
import { text } from "../traits/scalars.js";
import type { Trait, Traits } from "../traits/trait.js";

/** Front ends have whichever version of the anywidget package is installed beside them. */
const anywidget: Package = { model: "anywidget", view: "anywidget", version: "*" };

/** The module of a widget, its style sheet, and the first values of its traits. */
export type AnyWidgetInit<State extends object> = State & {
  /** An ES module for the page: its source, an http(s) address, or the `URL` of a file. */
  readonly _esm: string | URL;
  /** CSS: the same. */
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
  Properties<AnyTraits<State> & Traits>;

interface AnyWidgetClass {
  new <State extends object>(init: AnyWidgetInit<State>): AnyWidget<State>;
}

class Any extends DomWidget<Traits> {
  constructor({ _esm, _css, ...first }: AnyWidgetInit<object> & Readonly<Record<string, unknown>>) {
    const module = { _esm: contents(_esm), ...(_css !== undefined && { _css: contents(_css) }) };
    const { layout, tabbable, tooltip, ...own } = first;
    const given = Object.entries({ layout, tabbable, tooltip }).filter(([, value]) => value !== undefined);
    const traits = {
      ...dom,
      ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, json(value)])),
      ...Object.fromEntries(Object.keys(module).map((name) => [name, text()])),
      _anywidget_id: text(identityOf(module)),
    };
    const specification = model("AnyWidget", ["AnyModel", "AnyView"], anywidget, traits as Traits);
    super(specification, { ...Object.fromEntries(given), ...module });
    addProperties(this, specification.traits);
  }
}

export const AnyWidget = Any as unknown as AnyWidgetClass;

function contents(source: string | URL): string {
  if (typeof source === "string") return source;
  return source.protocol === "file:" ? readFileSync(source, "utf8") : source.href;
}

/** Widgets of one module share their style sheet in the page. */
function identityOf(module: Readonly<Record<string, string>>): string {
  const hash = createHash("sha256").update(JSON.stringify(module)).digest("hex");
  return `ronchi.AnyWidget.${hash.slice(0, 12)}`;
}
