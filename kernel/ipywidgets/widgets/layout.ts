import { LayoutTraits } from "../generated/layout.js";

type Init = ConstructorParameters<typeof LayoutTraits>[0] & {
  /** All four borders at once, such as "1px solid gray"; one side of its own goes before it. */
  readonly border?: string | null;
};

const sides = ["border_top", "border_right", "border_bottom", "border_left"] as const;

/** Size, place and spacing of a widget, as CSS: `layout: { width: "50%", border: "1px solid gray" }`. */
export class Layout extends LayoutTraits {
  constructor({ border, ...init }: Init = {}) {
    super({ ...(border !== undefined && Object.fromEntries(sides.map((side) => [side, border]))), ...init });
  }

  /** The border, where all four sides have the same one; otherwise null. Setting it changes all sides. */
  get border(): string | null {
    const [first, ...others] = sides.map((side) => this[side]);
    return others.every((border) => border === first) ? (first ?? null) : null;
  }

  set border(border: string | null) {
    for (const side of sides) this[side] = border;
  }
}
