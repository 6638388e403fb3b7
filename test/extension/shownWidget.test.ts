import { expect, test } from "vitest";
import { readShownWidget } from "../../extension/output/shownWidget.js";

const mime = "application/vnd.ronchi.widget-view+json";

test("the output of a shown widget is read", () => {
  const time = "2026-11-21T12:00:00.000Z";
  const view = { model_id: "abc", widget: "DetectorPickerModel", caption: "circle({ radius: 3 })", time };
  expect(readShownWidget({ [mime]: view, "image/png": "iVBO\nRw0=\n", "text/plain": "x" })).toEqual({
    modelId: "abc",
    caption: "circle({ radius: 3 })",
    time: new Date(time),
    picture: "iVBORw0=",
  });
});

test.each([
  ["nothing at all", {}],
  ["no record", { [mime]: "text", "image/png": 3 }],
  ["wrong types", { [mime]: { model_id: 1, caption: {}, time: "yesterday" }, "image/png": null }],
  ["a picture that is no base64", { [mime]: {}, "image/png": 'x" onerror="alert(1)' }],
])("%s in a stranger's notebook is treated as missing", (_, bundle) => {
  expect(readShownWidget(bundle)).toEqual({ modelId: "", caption: "", time: undefined, picture: undefined });
});
