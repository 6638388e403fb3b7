import {
  AccordionTraits,
  BoxTraits,
  GridBoxTraits,
  HBoxTraits,
  StackTraits,
  TabTraits,
  VBoxTraits,
} from "../generated/containers.js";
import type { HasModel } from "../traits/references.js";

type Children = readonly HasModel[];
type Init<Class extends abstract new (...args: never) => unknown> = ConstructorParameters<Class>[0];

/** Widgets one after the other. Children may be any widgets, also `DetectorPicker`. */
export class Box extends BoxTraits {
  constructor(children?: Children | Init<typeof BoxTraits>, init?: Init<typeof BoxTraits>) {
    super(withChildren(children, init));
  }
}

/** Widgets beside each other. */
export class HBox extends HBoxTraits {
  constructor(children?: Children | Init<typeof HBoxTraits>, init?: Init<typeof HBoxTraits>) {
    super(withChildren(children, init));
  }
}

/** Widgets below each other. */
export class VBox extends VBoxTraits {
  constructor(children?: Children | Init<typeof VBoxTraits>, init?: Init<typeof VBoxTraits>) {
    super(withChildren(children, init));
  }
}

/** Widgets in a grid, which the layout describes. */
export class GridBox extends GridBoxTraits {
  constructor(children?: Children | Init<typeof GridBoxTraits>, init?: Init<typeof GridBoxTraits>) {
    super(withChildren(children, init));
  }
}

/** Widgets under titles, one of them open or none. */
export class Accordion extends AccordionTraits {
  constructor(children?: Children | Init<typeof AccordionTraits>, init?: Init<typeof AccordionTraits>) {
    super(withTitles(withChildren(children, init)));
    keepTitles(this, (count) => {
      const index = this.selected_index;
      return index !== null && count <= index ? null : index;
    });
  }
}

/** Widgets of which one is seen, as `selected_index` says. */
export class Stack extends StackTraits {
  constructor(children?: Children | Init<typeof StackTraits>, init?: Init<typeof StackTraits>) {
    super(withTitles(withChildren(children, init)));
    keepTitles(this, (count) => {
      const index = this.selected_index;
      return index !== null && count <= index ? null : index;
    });
  }
}

/** Widgets under tabs. The first one is selected. */
export class Tab extends TabTraits {
  constructor(children?: Children | Init<typeof TabTraits>, init?: Init<typeof TabTraits>) {
    super(withSelection(withTitles(withChildren(children, init))));
    keepTitles(this, (count) => {
      const index = this.selected_index;
      if (count === 0) return null;
      if (index === null) return 0;
      return Math.min(index, count - 1);
    });
  }
}

/** As much of a container with titles as keeping them needs. */
interface Titled {
  readonly children: Children;
  titles: readonly string[];
  selected_index: number | null;
  observe(name: "children", listener: () => void): () => void;
}

/** The selection stays inside the children, and there is a title for each of them. */
function keepTitles(container: Titled, selection: (count: number) => number | null): void {
  container.observe("children", () => {
    const index = selection(container.children.length);
    if (index !== container.selected_index) container.selected_index = index;
    if (container.titles.length !== container.children.length) container.titles = [...container.titles];
  });
}

/** Titles are given, if empty, so that there is one for each child. */
function withTitles<T extends { titles?: readonly string[] }>(init: T): T {
  return { ...init, titles: init.titles ?? [] };
}

function withSelection<T extends { children?: Children; selected_index?: number | null }>(init: T): T {
  const isOpen = (init.children ?? []).length > 0 && init.selected_index === undefined;
  return isOpen ? { ...init, selected_index: 0 } : init;
}

function withChildren<T extends object>(children: Children | T | undefined, init: T | undefined): T {
  const isList = Array.isArray(children);
  return { ...(isList ? { children } : (children as T)), ...(init as T) };
}
