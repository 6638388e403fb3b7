import type { DOMWidgetModel } from "@jupyter-widgets/base";
import { type ISignal, Signal } from "@lumino/signaling";

/**
 * The widget models of this page by id, of every notebook. A saved output names its widget by id alone: this is
 * how it finds the model, which may appear long after the output (a reloaded page restores models from the kernel).
 */
export class LiveModels {
  readonly #models = new Map<string, DOMWidgetModel>();
  readonly #added = new Signal<this, string>(this);

  get(id: string): DOMWidgetModel | undefined {
    return this.#models.get(id);
  }

  /** Emits the id of a model that has just appeared. */
  get added(): ISignal<this, string> {
    return this.#added;
  }

  /** Keeps the model until it is closed. */
  add(model: DOMWidgetModel): void {
    const id = model.model_id;
    this.#models.set(id, model);
    model.once("destroy", () => {
      if (this.#models.get(id) === model) this.#models.delete(id);
    });
    this.#added.emit(id);
  }
}
