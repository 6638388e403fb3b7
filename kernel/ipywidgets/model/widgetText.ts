import { inspect } from "node:util";
import type { Traits } from "../traits/trait.js";
import { equal } from "./equal.js";
import type { Specification } from "./specification.js";

/** `IntSlider({ value: 3, max: 10 })`: the traits that are not what they are by default. */
export function widgetText<T extends Traits>(
  { name, traits }: Specification<T>,
  values: { get(name: string): unknown },
): string {
  const shown = Object.entries(traits)
    .filter(([trait]) => !trait.startsWith("_") && trait !== "layout" && trait !== "style")
    .filter(([trait, { initial }]) => !equal(values.get(trait), initial()))
    .map(([trait]) => `${trait}: ${inspect(values.get(trait), { depth: 1, breakLength: Infinity })}`);
  return shown.length === 0 ? `${name}()` : `${name}({ ${shown.join(", ")} })`;
}
