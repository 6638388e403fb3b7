import type { DescanOrigin } from "#core/calibration/fitOrigin.js";
import { defaultPanes } from "#widgets/models/defaultPanes.js";
import type { DetectorPickerState } from "#widgets/models/detectorPickerState.js";
import detectorPicker from "#widgets/views/detectorPicker.js";
import { FakeKernel } from "./fakeKernel.js";
import { syntheticScan } from "./syntheticScan.js";

/** What a test can reach in the page. */
export interface Harness {
  readonly kernels: FakeKernel[];
  /** Shows a picker for a synthetic scan; views of one kernel share it. */
  mount(options?: MountOptions): {
    readonly kernel: FakeKernel;
    readonly element: HTMLElement;
    close(): void;
  };
}

export interface MountOptions {
  readonly shape?: DetectorPickerState["scan"]["shape"];
  readonly state?: Partial<DetectorPickerState>;
  readonly calibrated?: boolean;
  readonly manual?: boolean;
  readonly kernel?: FakeKernel;
  /** What the kernel measures as the origin. */
  readonly origin?: DescanOrigin;
}

function mount(options: MountOptions = {}): ReturnType<Harness["mount"]> {
  const kernel = options.kernel ?? newKernel(options);
  const element = document.body.appendChild(document.createElement("div"));
  element.className = "jp-OutputArea-output";
  const closing = new AbortController();
  detectorPicker.render({ model: kernel, el: element, signal: closing.signal });
  return { kernel, element, close: () => closing.abort() };
}

function newKernel(options: MountOptions): FakeKernel {
  const shape = options.shape ?? [12, 16, 32, 32];
  const kernel = new FakeKernel(syntheticScan(shape), {
    ...initialState(shape, options.calibrated ?? true),
    ...options.state,
  });
  kernel.manual = options.manual ?? false;
  kernel.origin = options.origin;
  harness.kernels.push(kernel);
  return kernel;
}

function initialState(shape: DetectorPickerState["scan"]["shape"], calibrated: boolean): DetectorPickerState {
  const [scanY, scanX, detY, detX] = shape;
  const detector = {
    shape: "annulus",
    centre: [(detY - 1) / 2, (detX - 1) / 2],
    inner: detX / 8,
    outer: detX / 3.2,
  } as const;
  return {
    scan: {
      name: "specimens/gold_grains_master.h5",
      shape,
      dtype: "uint16",
      calibration: calibrated ? { scanStep: [8, 8], detectorPixel: [0.0156, 0.0156] } : {},
      variable: "scan",
    },
    detector,
    detectors: [{ name: "A", detector }],
    selected: "A",
    composite: null,
    cursor: [Math.floor(scanY / 2), Math.floor(scanX / 2)],
    pattern: "cursor",
    response: "integrate",
    region: null,
    ...defaultPanes,
  };
}

const harness: Harness = { kernels: [], mount };
(window as unknown as { harness: Harness }).harness = harness;
