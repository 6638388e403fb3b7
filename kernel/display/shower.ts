import { types } from "node:util";
import { widgetDisplayId, widgetModelId } from "../comm/shownWidgets.js";
import { currentRequestId } from "../interpreter/work.js";
import type { JsonObject, ToWire } from "../wire/link.js";
import { type DisplayHandle, displayAll, quiet } from "./displayHandle.js";
import type { MimeBundle } from "./mimeBundle.js";
import { rendered } from "./rendered.js";

type Post = (message: ToWire) => void;

/** How values reach the output of the cell whose work is running. */
export interface Shower {
  /**
   * The global of cells: shows values now, each in an output of its own, and gives the handle that replaces them:
   * `const shown = await display(a); await shown.update(b)`. Only values that render later need the wait.
   */
  display(...values: readonly unknown[]): Promise<DisplayHandle>;
  /** Shows the value of a cell. */
  result(value: unknown): Promise<void>;
  /** Shows or updates a ready-made bundle. */
  bundle(data: MimeBundle, metadata: JsonObject, options?: { displayId?: string; update?: boolean }): void;
}

export function createShower(post: Post): Shower {
  const bundle: Shower["bundle"] = (data, metadata, { displayId, update = false } = {}) => {
    const id = displayId === undefined ? {} : { displayId };
    post({ type: "display", requestId: currentRequestId(), data, metadata, update, ...id });
  };
  return {
    display: (...values) => quiet(displayAll(values, bundle)),
    result: async (value) => {
      // Only a display can be replaced by what the promise becomes.
      if (types.isPromise(value)) await displayAll([value], bundle);
      else await rendered(value, (data) => post(resultMessage(data)));
    },
    bundle,
  };
}

/** A widget is never a result: only a display can be updated, and its picture will be. */
function resultMessage(data: MimeBundle): ToWire {
  const requestId = currentRequestId();
  const modelId = widgetModelId(data);
  if (modelId === undefined) return { type: "result", requestId, data, metadata: {} };
  return { type: "display", requestId, data, metadata: {}, displayId: widgetDisplayId(modelId) };
}
