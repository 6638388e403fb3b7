import { type Trait, traitError } from "./trait.js";

/** Anything with a model in the page: a widget of this module, or one of Ronchi's own. */
export interface HasModel {
  /** Model id: the id of its comm. */
  readonly id: string;
}

const prefix = "IPY_MODEL_";

/** How the state of one widget names another. */
export function modelReference({ id }: HasModel): string {
  return `${prefix}${id}`;
}

export function isModel(value: unknown): value is HasModel {
  return typeof value === "object" && value !== null && typeof (value as { id?: unknown }).id === "string";
}

/** Widgets by their ids, so that a reference from the page is the same object again. */
const models = new Map<string, WeakRef<HasModel>>();
const collected = new FinalizationRegistry<string>((id) => {
  if (models.get(id)?.deref() === undefined) models.delete(id);
});

/** Makes a widget known to references that come from the page. */
export function rememberModel(model: HasModel): void {
  if (models.get(model.id)?.deref() === model) return;
  models.set(model.id, new WeakRef(model));
  collected.register(model, model.id);
}

/** The widget with this id, if there is one. */
export function modelOf(id: string): HasModel | undefined {
  return models.get(id)?.deref();
}

/** A class of widgets that others refer to: a layout or a style. */
export type ModelClass<Model extends HasModel, Init> = new (init?: Init) => Model;

/** A widget of a class, made from a plain object where one is given. Each widget gets one of its own. */
export function reference<Model extends HasModel, Init extends object>(
  Class: ModelClass<Model, Init>,
): Trait<Model, Model | Init> {
  return {
    initial: () => new Class(),
    check(given, place) {
      if (given instanceof Class) return given;
      if (typeof given === "object" && given !== null && Object.getPrototypeOf(given) === Object.prototype)
        return new Class(given as Init);
      throw traitError(place, given, `a ${Class.name}, or a plain object with its traits`);
    },
    toWire: modelReference,
    fromWire: resolved,
  };
}

/** Any widget. */
export function widget(): Trait<HasModel> {
  return {
    initial: () => ({ id: "" }),
    check(given, place) {
      if (!isModel(given)) throw traitError(place, given, "a widget");
      rememberModel(given);
      return given;
    },
    toWire: modelReference,
    fromWire: resolved,
  };
}

function resolved(wire: unknown): unknown {
  const isReference = typeof wire === "string" && wire.startsWith(prefix);
  return isReference ? (modelOf(wire.slice(prefix.length)) ?? wire) : wire;
}
