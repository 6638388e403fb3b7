import { expect, test } from "vitest";
import { ShownWidgets } from "#kernel/comm/shownWidgets.js";
import { viewMimeType } from "#widgets/models/detectorPickerState.js";

const widget = (model_id: string, displayId: string) => ({
  ...{ requestId: "cell", displayId, metadata: {} },
  data: { [viewMimeType]: { model_id } },
});
const text = (displayId: string) => ({
  ...{ requestId: "cell", displayId, metadata: {} },
  data: { "text/plain": "text" },
});
const snapshot = (shown: ShownWidgets, model: string) =>
  shown.withSnapshot(model, Uint8Array.of(1), "caption", new Date(0))?.displayId;

test("a widget's picture goes to the output that showed it last", () => {
  const shown = new ShownWidgets();
  shown.note(widget("a", "first"));
  shown.note(widget("a", "second"));
  expect(snapshot(shown, "a")).toBe("second");
});

test("a widget that was replaced by another value has no output for a picture any more", () => {
  const shown = new ShownWidgets();
  shown.note(widget("a", "one"));
  shown.note(widget("b", "other"));
  shown.note(text("one"));
  expect(snapshot(shown, "a")).toBeUndefined();
  expect(snapshot(shown, "b")).toBe("other");
});
