import { viewMimeType } from "#widgets/models/detectorPickerState.js";
import type { JsonObject } from "../wire/link.js";

/** A display that holds a widget view: what `update_display_data` has to publish again. */
export interface ShownWidget {
  readonly requestId: string;
  readonly displayId: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

/** The last display of each widget, by model id, so that its stored picture can be replaced later. */
export class ShownWidgets {
  readonly #shown = new Map<string, ShownWidget>();

  /** Remembers a display if it can be updated and shows a widget, and forgets the widget that it replaces. */
  note(display: Omit<ShownWidget, "displayId"> & { readonly displayId?: string }): void {
    const { requestId, displayId, data, metadata } = display;
    const modelId = widgetModelId(data);
    if (displayId === undefined) return;
    for (const [id, shown] of this.#shown) if (shown.displayId === displayId) this.#shown.delete(id);
    if (modelId === undefined) return;
    this.#shown.set(modelId, { requestId, displayId, data, metadata });
  }

  /**
   * The display of a widget with another picture and caption. All other mime entries stay: an update replaces the
   * whole output, and a widget without its view entry would be gone from the page.
   */
  withSnapshot(modelId: string, png: Uint8Array, caption: string, time: Date): ShownWidget | undefined {
    const shown = this.#shown.get(modelId);
    if (shown === undefined) return undefined;
    const view = { ...(shown.data[viewMimeType] as JsonObject), caption, time: time.toISOString() };
    const picture = { "image/png": Buffer.from(png).toString("base64"), [viewMimeType]: view };
    const updated = { ...shown, data: { ...shown.data, ...picture } };
    this.#shown.set(modelId, updated);
    return updated;
  }
}

/** The model that a mime bundle shows, if it shows a widget of Ronchi. */
export function widgetModelId(data: JsonObject): string | undefined {
  const view = data[viewMimeType] as { model_id?: unknown } | undefined;
  return typeof view?.model_id === "string" ? view.model_id : undefined;
}

/** Display id of every output that shows a widget: one update replaces the picture in all of them. */
export function widgetDisplayId(modelId: string): string {
  return `ronchi-widget-${modelId}`;
}
