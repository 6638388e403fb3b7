import type { GivenOf, Trait, Traits, ValuesOf } from "../traits/trait.js";
import { DomWidget } from "./domWidget.js";
import type { Rules, Specification } from "./specification.js";
import { Widget } from "./widget.js";

/** Traits whose property takes a plain object as well as what reading it gives. */
type Mixed = "layout" | "style";

interface LayoutProperty<Layout, Given> {
  get layout(): Layout;
  set layout(given: Given);
}
interface StyleProperty<Style, Given> {
  get style(): Style;
  set style(given: Given);
}

/** The public traits as properties. */
export type Properties<T extends Traits> = {
  -readonly [Name in keyof T as Name extends `_${string}` | Mixed ? never : Name]: ValuesOf<T>[Name];
} & (T extends { layout: Trait<infer Layout, infer Given> } ? LayoutProperty<Layout, Given> : unknown) &
  (T extends { style: Trait<infer Style, infer Given> } ? StyleProperty<Style, Given> : unknown);

/** What a constructor takes for a widget with these traits. */
export type InitOf<T extends Traits> = {
  readonly [Name in keyof T as Name extends `_${string}` ? never : Name]?: GivenOf<T>[Name];
};

/** A constructor of widgets that take their traits as one object and have each as a property. */
export interface WidgetConstructor<T extends Traits> {
  new (init?: InitOf<T>): Widget<T> & Properties<T>;
}

/** The same for widgets that stand in the page. */
export interface DomWidgetConstructor<T extends Traits> {
  new (init?: InitOf<T>): DomWidget<T> & Properties<T>;
}

/** The class of a specification, with a property for each public trait. Rules say what holds between traits. */
export function widgetClass<T extends Traits>(
  specification: Specification<T>,
  rules: Rules = {},
): WidgetConstructor<T> {
  class Specified extends Widget<T> {
    constructor(init: InitOf<T> = {}) {
      super(specification, init as object, rules);
    }
  }
  addProperties(Specified.prototype, specification.traits);
  return Specified as unknown as WidgetConstructor<T>;
}

/** The same for widgets that stand in the page. */
export function domWidgetClass<T extends Traits>(
  specification: Specification<T>,
  rules: Rules = {},
): DomWidgetConstructor<T> {
  class Specified extends DomWidget<T> {
    constructor(init: InitOf<T> = {}) {
      super(specification, init as object, rules);
    }
  }
  addProperties(Specified.prototype, specification.traits);
  return Specified as unknown as DomWidgetConstructor<T>;
}

/** Gives an object of a widget, or the prototype of several, a property for each public trait. */
export function addProperties<T extends Traits>(holder: Widget<T>, traits: T): void {
  for (const name of Object.keys(traits)) {
    if (name.startsWith("_")) continue;
    Object.defineProperty(holder, name, {
      get(this: Widget<T>) {
        return this.get(name);
      },
      set(this: Widget<T>, value: GivenOf<T>[string]) {
        this.set(name, value);
      },
      enumerable: true,
      configurable: true,
    });
  }
}
