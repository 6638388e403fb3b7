import type { DataPathFactory } from "./dataPath.js";
import { detectorPickerData } from "./detectorPickerData.js";
import { detectorPickerKind } from "./detectorPickerState.js";

/** Every data path there is, by the kind under which a widget registers it. */
export const dataPaths: Readonly<Record<string, DataPathFactory>> = {
  [detectorPickerKind]: (params, host) => detectorPickerData(params, host),
};
