import { ButtonTraits } from "../generated/others.js";
import { addListener } from "../model/listeners.js";

type ClickListener = (button: Button) => void;

/** A button; `button.onClick(() => …)` runs when it is pressed. */
export class Button extends ButtonTraits {
  readonly #listeners = new Set<ClickListener>();

  constructor(...args: ConstructorParameters<typeof ButtonTraits>) {
    super(...args);
    this.onCustom(({ event }) => {
      if (event === "click") this.click();
    });
  }

  /** Calls the listener at each click. Returns what ends that. */
  onClick(listener: ClickListener): () => void {
    return addListener(this.#listeners, listener);
  }

  /** Does what a click does. */
  click(): void {
    for (const listener of this.#listeners) listener(this);
  }
}
