import type { DetectorPickerState } from "#widgets/models/detectorPickerState.js";
import { PickerView } from "./detectorPicker/pickerView.js";
import type { ViewContext, WidgetView } from "./host.js";

/**
 * DetectorPicker: a diffraction pattern with a virtual detector to drag, beside the virtual image it makes. The root
 * element has a read-only property `ronchi` = { image, pattern }: the last drawn images with their shape,
 * calibration, unit and seq, so that what is shown can always be had as data.
 */
const detectorPicker: WidgetView<DetectorPickerState> = {
  render(context: ViewContext<DetectorPickerState>): void {
    new PickerView(context);
  },
};
export default detectorPicker;
