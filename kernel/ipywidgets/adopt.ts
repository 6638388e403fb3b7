import { RonchiError } from "#core/errors.js";
import type { WidgetComm } from "#widgets/models/host.js";
import { ControllerAxis, ControllerButton } from "./generated/others.js";
import { type BufferPath, joinBuffers } from "./model/bufferPaths.js";
import { openedByPage } from "./model/widget.js";
import { Layout } from "./widgets/layout.js";

type Json = Record<string, unknown>;

/** What pages make by themselves: the parts of a game controller. */
const classes: Readonly<Record<string, new (init: object) => unknown>> = {
  LayoutModel: Layout,
  ControllerAxisModel: ControllerAxis,
  ControllerButtonModel: ControllerButton,
};

/** Makes the kernel's half of a widget that a page has opened. Throws RonchiError "unsupported" for other models. */
export function adoptWidget(comm: WidgetComm, data: Json, buffers: Uint8Array[]): void {
  const state = joinBuffers((data.state ?? {}) as Json, (data.buffer_paths ?? []) as BufferPath[], buffers);
  const name = String(state._model_name);
  const Class = Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (Class !== undefined) {
    new Class({ ...state, [openedByPage]: comm });
    return;
  }
  comm.close();
  throw new RonchiError({
    code: "unsupported",
    subject: "widget made by the page",
    found: name,
    expected: Object.keys(classes).join(", "),
    remedy: "Make it in a cell.",
  });
}
