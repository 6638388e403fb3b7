import { splitBuffers } from "./bufferPaths.js";

/** As much of a widget as listing and embedding it needs. */
export interface OpenWidget {
  /** Model id. */
  readonly id: string;
  /** What crosses, with the binary parts in their places. */
  state(): Record<string, unknown>;
  close(): void;
}

const open = new Map<string, OpenWidget>();

/** Called by each widget when its model is opened. */
export function noteOpen(widget: OpenWidget): void {
  open.set(widget.id, widget);
}

/** Called by each widget when it is closed, here or by a page. */
export function noteClosed({ id }: OpenWidget): void {
  open.delete(id);
}

/** All widgets of `ronchi/ipywidgets` that are not closed, layouts and styles too, the oldest first. */
export function openWidgets(): readonly OpenWidget[] {
  return [...open.values()];
}

/** Closes all of {@link openWidgets}, here and in every page. */
export function closeAll(): void {
  for (const widget of openWidgets()) widget.close();
}

/** A model as `application/vnd.jupyter.widget-state+json` has it. */
interface EmbeddedModel {
  readonly model_name: unknown;
  readonly model_module: unknown;
  readonly model_module_version: unknown;
  readonly state: Readonly<Record<string, unknown>>;
  /** Left out where there are none. `data` is base64. */
  readonly buffers?: readonly {
    readonly encoding: "base64";
    readonly path: readonly (string | number)[];
    readonly data: string;
  }[];
}

/**
 * What a page without a kernel needs to show widgets: JSON of the type `application/vnd.jupyter.widget-state+json`, by model
 * id; all open widgets unless some are given. These must include what they refer to: layouts,
 * styles, children; a `DetectorPicker` has to be given, as it is none of {@link openWidgets}.
 */
export function managerState(widgets: readonly OpenWidget[] = openWidgets()): {
  readonly version_major: 2;
  readonly version_minor: 0;
  readonly state: Readonly<Record<string, EmbeddedModel>>;
} {
  const state = Object.fromEntries(widgets.map((widget) => [widget.id, embedded(widget)]));
  return { version_major: 2, version_minor: 0, state };
}

function embedded(widget: OpenWidget): EmbeddedModel {
  const { state, buffer_paths, buffers } = splitBuffers(widget.state());
  const encoded = buffers.map((buffer, i) => ({
    encoding: "base64" as const,
    path: buffer_paths[i] ?? [],
    data: Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength).toString("base64"),
  }));
  return {
    model_name: state._model_name,
    model_module: state._model_module,
    model_module_version: state._model_module_version,
    state,
    ...(encoded.length > 0 && { buffers: encoded }),
  };
}
