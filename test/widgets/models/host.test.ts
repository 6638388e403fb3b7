import { expect, it } from "vitest";
import { widgetHost } from "#widgets/models/host.js";

it("a widget that a script makes, without a kernel, is refused with what to do", () => {
  expect(() => widgetHost()).toThrow(
    "widget: found a script outside of Jupyter; expected a cell of a running kernel. Make it in a notebook or console.",
  );
});
