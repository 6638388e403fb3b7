import type { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import type { TranslationBundle } from "@jupyterlab/translation";
import { Panel, Widget } from "@lumino/widgets";
import type { LiveModels } from "../adapter/liveModels.js";
import { readShownWidget, type ShownWidget } from "./shownWidget.js";
import { snapshotElement } from "./snapshot.js";

/**
 * Shows a widget in the output of a cell: alive when its model is on this page, as its last picture otherwise, and
 * alive again when the model appears. The kernel keeps replacing the picture in the output while the user works;
 * the live view is made once and outlives that.
 */
export class ViewOutput extends Panel implements IRenderMime.IRenderer {
  readonly #live: LiveModels;
  readonly #trans: TranslationBundle;
  #shown: ShownWidget | undefined;
  /** Id of the model whose view is shown or being made. */
  #viewOf: string | undefined;

  constructor(live: LiveModels, trans: TranslationBundle) {
    super();
    this.addClass("jp-RonchiOutput");
    this.#live = live;
    this.#trans = trans;
    live.added.connect(this.#onAdded, this);
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.#shown = readShownWidget(model.data);
    if (this.#viewOf === this.#shown.modelId) return;
    await this.#show();
  }

  override dispose(): void {
    this.#live.added.disconnect(this.#onAdded, this);
    super.dispose();
  }

  #onAdded(_: LiveModels, id: string): void {
    // The same model may come back as another object: a notebook closed and opened again.
    if (this.#shown?.modelId === id) void this.#show();
  }

  async #show(): Promise<void> {
    if (this.#shown === undefined || this.isDisposed) return;
    const model = this.#live.get(this.#shown.modelId);
    if (model === undefined) this.#showSnapshot(this.#shown);
    else await this.#showView(model);
  }

  #showSnapshot(shown: ShownWidget): void {
    this.#viewOf = undefined;
    this.#replaceBy(new Widget({ node: snapshotElement(shown, this.#trans) }));
  }

  async #showView(model: DOMWidgetModel): Promise<void> {
    this.#viewOf = model.model_id;
    const view = await model.widget_manager.create_view<DOMWidgetView>(model, {});
    if (this.isDisposed || this.#viewOf !== model.model_id) {
      view.remove();
      return;
    }
    this.#replaceBy(view.luminoWidget);
    model.once("destroy", () => this.#closed(model.model_id));
  }

  /** The widget was closed by code: what remains is its picture. */
  #closed(id: string): void {
    if (this.#viewOf !== id || this.#shown === undefined || this.isDisposed) return;
    this.#showSnapshot(this.#shown);
  }

  #replaceBy(widget: Widget): void {
    for (const old of [...this.widgets]) old.dispose();
    this.addWidget(widget);
  }
}
