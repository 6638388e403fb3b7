import type {
  DetectorPickerState,
  PatternMode,
  PickerRegion,
  ShownPattern,
} from "#widgets/models/detectorPickerState.js";
import type { ViewModel } from "../host.js";
import { pixelAt } from "../parts/crosshair.js";
import type { Pair } from "../parts/viewTransform.js";
import { isRegionMode } from "./patternChoice.js";

/** What a hand can ask of the scan positions whose pattern is shown. */
export interface ScanActions {
  /** What is shown now, [y, x]. */
  readonly cursor: Pair;
  /** While dragging: shown and computed, but not kept yet. */
  previewCursor(at: Pair): void;
  commitCursor(at: Pair): void;
  choosePattern(pattern: PatternMode): void;
  previewRegion(region: PickerRegion): void;
  commitRegion(region: PickerRegion): void;
}

export interface ScanDeskOptions {
  readonly model: ViewModel<DetectorPickerState>;
  /** After each change of what is shown. */
  readonly onShown: () => void;
}

/** The cursor and the region on the scan under the hands of a user, and which pattern is shown for them. */
export class ScanDesk implements ScanActions {
  readonly #model: ViewModel<DetectorPickerState>;
  readonly #onShown: () => void;
  readonly #frame: Pair;
  #cursor: Pair;
  #region: PickerRegion;

  constructor({ model, onShown }: ScanDeskOptions) {
    const { shape } = model.get("scan");
    this.#model = model;
    this.#onShown = onShown;
    this.#frame = [shape[0], shape[1]];
    this.#cursor = model.get("cursor");
    this.#region = model.get("region");
  }

  /** What is shown now, [y, x]; the trait follows when a drag ends. */
  get cursor(): Pair {
    return this.#cursor;
  }

  get region(): PickerRegion {
    return this.#region;
  }

  previewCursor(at: Pair): void {
    const [y, x] = pixelAt(at, this.#frame);
    if (y === this.#cursor[0] && x === this.#cursor[1]) return;
    this.#cursor = [y, x];
    this.#onShown();
  }

  commitCursor(at: Pair): void {
    this.previewCursor(at);
    this.#set("cursor", this.#cursor);
    // Whoever picks a scan position wants to see its pattern.
    this.choosePattern("cursor");
  }

  choosePattern(pattern: PatternMode): void {
    if (pattern !== this.#model.get("pattern")) this.#set("pattern", pattern);
  }

  previewRegion(region: PickerRegion): void {
    const isShown = isRegionMode(this.#model.get("pattern"));
    // Whoever draws a region wants to see its pattern.
    if (isShown !== (region !== null)) this.choosePattern(region === null ? "cursor" : "regionMean");
    this.follow({ region });
  }

  commitRegion(region: PickerRegion): void {
    this.previewRegion(region);
    this.#set("region", region);
  }

  /** Another view, or the kernel, has other marks. */
  follow({
    cursor = this.#cursor,
    region = this.#region,
  }: Partial<Pick<ScanDesk, "cursor" | "region">>): void {
    this.#region = region;
    this.#cursor = pixelAt(cursor, this.#frame);
    this.#onShown();
  }

  /** Another view of this widget drags. */
  followAsked({ cursor, region = null }: ShownPattern): void {
    const isSame = JSON.stringify([cursor, region]) === JSON.stringify([this.#cursor, this.#region]);
    if (!isSame) this.follow({ cursor, region });
  }

  #set<Name extends "cursor" | "region" | "pattern">(name: Name, value: DetectorPickerState[Name]): void {
    this.#model.set(name, value);
    this.#model.save();
  }
}
