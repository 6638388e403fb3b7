import { widgetDisplayId, widgetModelId } from "../comm/shownWidgets.js";
import { currentWork } from "../interpreter/work.js";
import type { JsonObject, ToWire } from "../wire/link.js";
import { type MimeBundle, toMimeBundle } from "./mimeBundle.js";

type Post = (message: ToWire) => void;

/** How values reach the output of the cell whose work is running. */
export interface Shower {
  /** The global of cells: shows a value now. Resolves when it is shown; only values that render later need the wait. */
  display(value: unknown): Promise<void>;
  /** Shows the value of a cell. */
  result(value: unknown): Promise<void>;
  /** Shows or updates a ready-made bundle. */
  bundle(data: MimeBundle, metadata: JsonObject, options?: { displayId?: string; update?: boolean }): void;
}

export function createShower(post: Post): Shower {
  const show = (type: "display" | "result", value: unknown): Promise<void> => {
    const work = currentWork();
    const requestId = work?.requestId ?? "";
    const publish = (data: MimeBundle | undefined) => data && post(toMessage(type, requestId, data));
    const bundle = toMimeBundle(value);
    if (!(bundle instanceof Promise)) {
      publish(bundle);
      return Promise.resolve();
    }
    const shown = bundle.then(publish);
    const forgotten: Promise<void> = shown.finally(() => work?.pending.delete(forgotten));
    work?.pending.add(forgotten);
    return forgotten;
  };
  return {
    display: async (value) => show("display", value),
    result: async (value) => show("result", value),
    bundle(data, metadata, { displayId, update = false } = {}) {
      const requestId = currentWork()?.requestId ?? "";
      const id = displayId === undefined ? {} : { displayId };
      post({ type: "display", requestId, data, metadata, update, ...id });
    },
  };
}

/** A widget is never a result: only a display can be updated, and its picture will be. */
function toMessage(type: "display" | "result", requestId: string, data: MimeBundle): ToWire {
  const modelId = widgetModelId(data);
  if (modelId !== undefined)
    return { type: "display", requestId, data, metadata: {}, displayId: widgetDisplayId(modelId) };
  return { type, requestId, data, metadata: {} };
}
