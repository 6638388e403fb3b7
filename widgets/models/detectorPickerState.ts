import type { Calibration } from "#core/data/calibration.js";
import type { PixelDtype } from "#core/data/dtype.js";
import type { Detector } from "#core/virtual/detector.js";

export type IntensityScale = "linear" | "log" | "sqrt";
export type ColormapName = "gray" | "viridis" | "cividis" | "inferno" | "magma" | "turbo";

export interface PaneState {
  readonly scale: IntensityScale;
  readonly colormap: ColormapName;
  /** Limits as percentiles of the shown image, 0–100. */
  readonly percentile: readonly [number, number];
}

/** A detector that a hand can move and resize: any but a bitmap. */
export type DrawableDetector = Exclude<Detector, { shape: "bitmap" }>;

/** The synchronised traits of a DetectorPicker: small JSON. Pixels never are traits. */
export interface DetectorPickerState {
  readonly scan: {
    readonly name: string;
    readonly shape: readonly [number, number, number, number];
    readonly dtype: PixelDtype;
    readonly calibration: Calibration;
    /** Name of the variable in the notebook, for the line of code. */
    readonly variable: string;
  };
  readonly detector: DrawableDetector;
  /** Scan position [y, x] whose pattern is shown. */
  readonly cursor: readonly [number, number];
  /** What the left pane shows: the pattern at the cursor, or the sum of all patterns. */
  readonly pattern: "cursor" | "sum";
  readonly diffraction: PaneState;
  readonly image: PaneState;
}

/**
 * Custom messages, view -> kernel. `seq` grows by one a request of a view; the newest one wins. A view that is
 * attached (again) says hello, with what its traits hold now, and gets a current frame of each pane.
 */
export type PickerRequest =
  | {
      readonly type: "hello";
      /** Absent: as the kernel's side knows it; cells may have changed the traits while no view was attached. */
      readonly detector?: DetectorPickerState["detector"];
      readonly pattern?: DetectorPickerState["pattern"];
      readonly cursor?: readonly [number, number];
    }
  | { readonly type: "image"; readonly seq: number; readonly detector: DetectorPickerState["detector"] }
  | {
      readonly type: "pattern";
      readonly seq: number;
      readonly pattern: DetectorPickerState["pattern"];
      readonly cursor: readonly [number, number];
    }
  /** The view drew a frame: one credit back. */
  | { readonly type: "ack"; readonly pane: PickerPane; readonly seq: number };

export type PickerPane = "image" | "pattern";

/** Custom messages, kernel -> view. A frame's buffer 0 is an Arrow IPC image (widgets/codecs.ts). */
export type PickerReply =
  | {
      readonly type: "frame";
      readonly pane: PickerPane;
      readonly seq: number;
      /** 1 = exact and complete; below 1 the fraction of frames summed so far. */
      readonly complete: number;
      readonly overflow: { readonly pixels: number; readonly frames: number };
      /** Frames of this pane not sent because the view had no credit. */
      readonly skipped: number;
      readonly milliseconds: number;
    }
  | { readonly type: "error"; readonly pane: PickerPane; readonly seq: number; readonly message: string };

/** MIME type of a shown widget: { model_id, widget, caption, time } beside image/png and text/plain. */
export const viewMimeType = "application/vnd.ronchi.widget-view+json";
export const credits = 4;
/** Name of the picker's data path in the table of dataPaths.ts. */
export const detectorPickerKind = "detector-picker";
