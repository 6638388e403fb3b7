import type { DescanOrigin } from "#core/calibration/fitOrigin.js";
import type { Calibration } from "#core/data/calibration.js";
import type { PixelDtype } from "#core/data/dtype.js";
import type { SpectrumPart } from "#core/fourier/spectrum.js";
import type { ScanRegion } from "#core/udf/library/scanRegion.js";
import type { DetectorUnit } from "#core/virtual/detector.js";
import type { Detectors, ShownComposite } from "./namedDetectors.js";
import type { Units } from "./paneUnits.js";

export type { DrawableDetector } from "./pickerDetector.js";

export type IntensityScale = "linear" | "log" | "sqrt";
export type BaseMapName = "gray" | "viridis" | "cividis" | "inferno" | "magma" | "turbo" | "rdbu" | "cyclic";
/** A colour map, or with "_r" its levels the other way round. */
export type ColormapName = BaseMapName | `${BaseMapName}_r`;

export interface PaneState {
  readonly scale: IntensityScale;
  readonly colormap: ColormapName;
  /** Limits as percentiles of the shown image, 0–100. */
  readonly percentile: readonly [number, number];
  /** Limits as values, kept while the image changes; they win over the percentiles. */
  readonly limits?: readonly [number, number];
  /** Limits equally far from 0, for data of both signs. */
  readonly symmetric?: boolean;
  /** Power of the place on the scale, 0–1, that gives the colour; default 1. Composites and vectors leave it out. */
  readonly gamma?: number;
}

/**
 * What the image shows of the pixels in the detector: their sum, the largest of them, their centre of mass along x or y
 * relative to the direct beam, both as a vector on the colour wheel (hue = direction, angle from +x to +y, clockwise on the
 * screen; brightness = magnitude), or integrated: the phase whose gradient it is.
 */
export type PickerResponse = "integrate" | "max" | "comX" | "comY" | "comVector" | "icom";

/** Whether the image pane shows the Fourier transform of its image, as it is or under a Hann window. */
export type SpectrumMode = "off" | "plain" | "hann";

/** What the pattern shows: one scan position, or the sum, mean or maximum over the scan or over the region of it. */
export type PatternMode = "cursor" | "sum" | "regionSum" | "regionMean" | "regionMax";

/** A box of scan positions, half open: {@link ScanRegion}. null: none is drawn, region modes take the whole scan. */
export type PickerRegion = ScanRegion | null;

/** The fitted origin of a picker's scan. */
export interface PickerDescan {
  readonly origin: DescanOrigin;
  /** Whether the detectors, and what centres of mass are relative to, follow it. */
  readonly follows: boolean;
  /** Measured by the picker, as `measureOrigin(scan)` does; otherwise a cell gave it. */
  readonly measured: boolean;
}

/** What an image follows. */
export type ShownDescan = Pick<PickerDescan, "origin" | "measured">;

/** The synchronised traits of a DetectorPicker: small JSON. Pixels never are traits. */
export interface DetectorPickerState extends Detectors {
  readonly scan: {
    readonly name: string;
    readonly shape: readonly [number, number, number, number];
    readonly dtype: PixelDtype;
    readonly calibration: Calibration;
    /** Name of the variable in the notebook, for the line of code. */
    readonly variable: string;
  };
  readonly response: PickerResponse;
  /** null: nobody has measured the origin yet. */
  readonly descan: PickerDescan | null;
  /** Scan position [y, x] whose pattern is shown. */
  readonly cursor: readonly [number, number];
  readonly region: PickerRegion;
  /** What the left pane shows. */
  readonly pattern: PatternMode;
  readonly diffraction: PaneState;
  readonly image: PaneState;
  readonly spectrum: SpectrumMode;
  /** What is shown of the complex numbers of the transform. */
  readonly spectrumPart: SpectrumPart;
  /** The pattern pane shows the exit-wave power cepstrum of its pattern. */
  readonly cepstrum: boolean;
  /** Looks of the panes while they show transforms. */
  readonly spectrumLook: PaneState;
  readonly cepstrumLook: PaneState;
  readonly units: Units;
  /** Pickers with a key in common follow each other's hand, on all pages of a browser. */
  readonly links: readonly PickerLinkKey[];
  /** Which histograms are unfolded. */
  readonly histograms: Readonly<Record<PickerPane, boolean>>;
  /** Line profiles; null until one was drawn. */
  readonly profiles: Readonly<Record<PickerPane, PickerProfile | null>>;
}

/** A line on a pane along which its values are plotted. */
export interface PickerProfile {
  /** Its ends, px [y, x]. */
  readonly line: readonly [start: readonly [number, number], end: readonly [number, number]];
  /** Across the line, px: values are means over it. */
  readonly width: number;
  /** Whether line and plot are shown. */
  readonly on: boolean;
}

/** What linked pickers have in common. */
export type SharedPart = "detector" | "scan" | "looks";

export interface PickerLinkKey {
  readonly key: string;
  readonly share: readonly SharedPart[];
  /** Both show one data set: what is measured of one is so of the other. */
  readonly sameData: boolean;
}

/** What an image shows; without a response, the sum; not transformed if nothing else is said. */
export interface ShownImage {
  readonly detector: DetectorPickerState["detector"];
  readonly response?: PickerResponse;
  /** What the image is put together from, instead of the one detector. */
  readonly composite?: ShownComposite | null;
  readonly spectrum?: SpectrumMode;
  /** Of a transform; default "magnitude". */
  readonly part?: SpectrumPart;
  /** Of centres of mass; default px. */
  readonly unit?: DetectorUnit;
  /** Where the direct beam is over the scan: detectors are where they are drawn for its mean, and move with it. */
  readonly descan?: ShownDescan | null;
}

/** What a pattern shows; without a region, none is drawn. */
export interface ShownPattern {
  readonly pattern: PatternMode;
  readonly cursor: readonly [number, number];
  readonly region?: PickerRegion;
  readonly cepstrum?: boolean;
}

/** How the panes look: the stored picture is drawn with it. */
export type PaneLooks = Pick<
  DetectorPickerState,
  "diffraction" | "image" | "spectrumLook" | "cepstrumLook" | "units"
>;

/**
 * Custom messages, view -> kernel. `seq` grows by one a request of a view; the newest one wins. A view that is
 * attached (again) says hello, with what its traits hold now, and gets a current frame of each pane.
 */
export type PickerRequest =
  | ({
      readonly type: "hello";
      /** What is absent is as the kernel's side knows it; cells may have changed traits while no view was attached. */
    } & Partial<ShownImage & ShownPattern & PaneLooks>)
  | ({ readonly type: "image"; readonly seq: number } & Drawn & ShownImage)
  | ({ readonly type: "pattern"; readonly seq: number } & Drawn & ShownPattern)
  /** Measure where the direct beam is over the scan; an {@link OriginReply} answers. */
  | { readonly type: "measureOrigin" }
  /** The looks changed: nothing is run, the stored picture follows. */
  | ({ readonly type: "looks" } & PaneLooks)
  /** The view drew a frame: one credit back. */
  | { readonly type: "ack"; readonly pane: PickerPane; readonly seq: number };

/** A request says what an ack would say, so that a hand that drags sends one message a frame instead of two. */
interface Drawn {
  /** How many frames of this pane the view has drawn since its last message: as many credits back. */
  readonly drawn?: number;
}

export type PickerPane = "image" | "pattern";

/**
 * Custom messages, kernel -> view. A frame's buffer 0 is an Arrow IPC image (widgets/codecs.ts). Of the response
 * "comVector" its values are magnitudes and its `direction` the angles. Several frames may answer one request:
 * coarse ones with `complete` < 1, their missing positions filled from the nearest ones that are known, and at last
 * the exact one.
 */
export type PickerReply =
  | {
      readonly type: "frame";
      readonly pane: PickerPane;
      readonly seq: number;
      /** 1 = exact and complete; below 1 the fraction of frames processed so far. */
      readonly complete: number;
      readonly overflow: { readonly pixels: number; readonly frames: number };
      /** Frames of this pane not sent because the view had no credit. */
      readonly skipped: number;
      readonly milliseconds: number;
    }
  | { readonly type: "error"; readonly pane: PickerPane; readonly seq: number; readonly message: string };

/** The answer to "measureOrigin": the fit, or why there is none. */
export type OriginReply =
  | { readonly type: "origin"; readonly origin: DescanOrigin }
  | { readonly type: "originError"; readonly message: string };

/** MIME type of a shown widget: { model_id, widget, caption, time } beside image/png and text/plain. */
export const viewMimeType = "application/vnd.ronchi.widget-view+json";
export const credits = 4;
/** Name of the picker's data path in the table of dataPaths.ts. */
export const detectorPickerKind = "detector-picker";
