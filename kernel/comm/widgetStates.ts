import type { JsonObject } from "../wire/link.js";

type BufferPath = readonly (string | number)[];

interface WidgetState {
  readonly state: JsonObject;
  /** Binary parts of the state, by their path in it. */
  buffers: { readonly path: BufferPath; readonly buffer: Uint8Array }[];
}

/**
 * The state of every live widget, followed from the comm traffic in both directions, so that a reloaded page gets
 * its widgets back (`jupyter.widget.control`) even while a cell keeps the main thread busy.
 */
export class WidgetStates {
  readonly #widgets = new Map<string, WidgetState>();

  /** A comm of target `jupyter.widget` was opened with this data. */
  open(commId: string, data: JsonObject, buffers: readonly Uint8Array[]): void {
    this.#widgets.set(commId, { state: {}, buffers: [] });
    this.#merge(commId, data, buffers);
  }

  /** A comm message passed, in either direction; only those that change state count. */
  message(commId: string, data: JsonObject, buffers: readonly Uint8Array[]): void {
    if (data.method === "update") this.#merge(commId, data, buffers);
  }

  close(commId: string): void {
    this.#widgets.delete(commId);
  }

  /** The `update_states` message: all models, and the paths at which their buffers belong. */
  snapshot(): { readonly data: JsonObject; readonly buffers: readonly Uint8Array[] } {
    const states: JsonObject = {};
    const paths: BufferPath[] = [];
    const buffers: Uint8Array[] = [];
    for (const [id, widget] of this.#widgets) {
      states[id] = modelRecord(widget.state);
      for (const { path, buffer } of widget.buffers) {
        paths.push([id, "state", ...path]);
        buffers.push(buffer);
      }
    }
    return { data: { method: "update_states", states, buffer_paths: paths }, buffers };
  }

  #merge(commId: string, data: JsonObject, buffers: readonly Uint8Array[]): void {
    const widget = this.#widgets.get(commId);
    if (widget === undefined) return;
    const changed = (data.state ?? {}) as JsonObject;
    const paths = (data.buffer_paths ?? []) as BufferPath[];
    Object.assign(widget.state, changed);
    const replaced = new Set([...Object.keys(changed), ...paths.map((path) => String(path[0]))]);
    const kept = widget.buffers.filter(({ path }) => !replaced.has(String(path[0])));
    const added = paths.flatMap((path, i) => {
      const buffer = buffers[i];
      return buffer === undefined ? [] : [{ path, buffer }];
    });
    widget.buffers = [...kept, ...added];
  }
}

function modelRecord(state: JsonObject): JsonObject {
  return {
    model_name: state._model_name,
    model_module: state._model_module,
    model_module_version: state._model_module_version,
    state,
  };
}
