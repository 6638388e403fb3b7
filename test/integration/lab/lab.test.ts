import { afterAll, beforeAll, describe } from "vitest";
import { findChromium } from "../../widgets/views/harness/browser.js";
import { debuggerTests } from "./debuggerTests.js";
import { detectorTests } from "./detectorTests.js";
import { gestureTests } from "./gestureTests.js";
import { ipywidgetsTests } from "./ipywidgetsTests.js";
import { type Lab, openLab } from "./lab.js";
import { lifetimeTests } from "./lifetimeTests.js";
import { paneTests } from "./paneTests.js";
import { pickerTests } from "./pickerTests.js";
import { findLabPython } from "./server.js";
import { shellTests } from "./shellTests.js";

const [python, chromium] = [findLabPython(), findChromium()];

describe.skipIf(python === undefined || chromium === undefined)("in JupyterLab", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(python!, chromium!);
  });
  afterAll(() => lab?.close());

  // The tests get a lab that is opened by the time they run.
  const opened: Lab = {
    get python() {
      return lab.python;
    },
    get server() {
      return lab.server;
    },
    tab: () => lab.tab(),
    close: () => lab.close(),
  };
  describe("the detector picker", () => pickerTests(opened));
  describe("the panes of the detector picker", () => paneTests(opened));
  describe("its detectors", () => detectorTests(opened));
  describe("the picker's gestures", () => gestureTests(opened));
  describe("when the kernel is gone", () => lifetimeTests(opened));
  describe("widgets from TypeScript", () => ipywidgetsTests(opened));
  describe("the debugger", () => debuggerTests(opened));
  describe("files and cells", () => shellTests(opened));
});
