import { quiet } from "../../display/displayHandle.js";
import { DirectionalLinkTraits, LinkTraits } from "../generated/others.js";
import { equal } from "../model/equal.js";
import type { LinkEnd } from "../traits/linkEnd.js";

/** Any widget whose traits can be read, set and observed: of this module, or one of Ronchi's own. */
export interface Linkable {
  get(name: never): unknown;
  set(name: never, value: never): void;
  observe(name: never, listener: never): () => void;
}

/** A trait of a widget, as `[slider, "value"]`. */
export type End<W extends Linkable> = readonly [
  widget: W,
  trait: (keyof W & string) | Parameters<W["get"]>[0],
];

type Transform = (value: never) => unknown;

/**
 * Holds two traits equal, through the kernel: the second one takes over what the first one has. With two transforms each
 * is what its one makes of the other: `link([px, "value"], [mrad, "value"], [(n) => n * 0.5, (a) => a / 0.5])`. Returns
 * what ends the link.
 */
export function link<A extends Linkable, B extends Linkable>(
  first: End<A>,
  second: End<B>,
  [forward, back]: readonly [forward?: Transform, back?: Transform] = [],
): () => void {
  let busy = false;
  // What one end makes of the other is not told back: transforms need not undo each other, and an end may clamp.
  const once = (update: () => void): void => {
    if (busy) return;
    busy = true;
    try {
      update();
    } finally {
      busy = false;
    }
  };
  const ends = [follow(first, second, forward, once), follow(second, first, back, once)];
  return quiet(() => {
    for (const end of ends) end();
  });
}

/** The second trait follows the first one, through the kernel, as `transform` gives it. Returns what ends the link. */
export function dlink<A extends Linkable, B extends Linkable>(
  source: End<A>,
  target: End<B>,
  transform?: Transform,
): () => void {
  return follow(source, target, transform, (update) => update());
}

function follow<A extends Linkable, B extends Linkable>(
  [source, trait]: End<A>,
  [target, followed]: End<B>,
  transform: Transform = (value) => value,
  run: (update: () => void) => void,
): () => void {
  const update = (): void => {
    const value = transform(source.get(trait as never) as never);
    if (!equal(target.get(followed as never), value)) target.set(followed as never, value as never);
  };
  run(update);
  return source.observe(trait as never, (() => run(update)) as never);
}

/** A link that the page keeps by itself, also without a kernel. */
export class Link extends LinkTraits {
  constructor(source: LinkEnd, target: LinkEnd) {
    super({ source, target });
  }

  /** Ends the link. */
  unlink(): void {
    this.close();
  }
}

/** A link in one direction that the page keeps by itself. */
export class DirectionalLink extends DirectionalLinkTraits {
  constructor(source: LinkEnd, target: LinkEnd) {
    super({ source, target });
  }

  /** Ends the link. */
  unlink(): void {
    this.close();
  }
}

/** Holds two traits equal in the page, without the kernel. */
export function jslink(source: LinkEnd, target: LinkEnd): Link {
  return new Link(source, target);
}

/** The second trait follows the first one in the page, without the kernel. */
export function jsdlink(source: LinkEnd, target: LinkEnd): DirectionalLink {
  return new DirectionalLink(source, target);
}
