import type { Traits } from "../traits/trait.js";
import { Widget } from "./widget.js";

/** A widget that stands in the page. */
export class DomWidget<T extends Traits> extends Widget<T> {
  /** Adds a CSS class to its views. */
  addClass(name: string): this {
    const classes = this.#classes();
    if (!classes.includes(name)) this.#setClasses([...classes, name]);
    return this;
  }

  /** Takes a CSS class off its views. */
  removeClass(name: string): this {
    this.#setClasses(this.#classes().filter((other) => other !== name));
    return this;
  }

  /** Gives it the keyboard's focus. */
  focus(): void {
    this.send({ do: "focus" });
  }

  /** Takes the keyboard's focus from it. */
  blur(): void {
    this.send({ do: "blur" });
  }

  #classes(): readonly string[] {
    return this.get("_dom_classes") as readonly string[];
  }

  #setClasses(names: readonly string[]): void {
    this.set("_dom_classes", names as never);
  }
}
