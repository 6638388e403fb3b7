/** What `import … from "ronchi/ipywidgets"` gives a cell, and nothing else. */

export {
  DatePicker,
  DatetimePicker,
  NaiveDatetimePicker,
  TimePicker,
} from "../ipywidgets/generated/moments.js";
export {
  BoundedFloatText,
  BoundedIntText,
  FloatProgress,
  FloatText,
  IntProgress,
  IntText,
  Play,
} from "../ipywidgets/generated/numbers.js";
export {
  Checkbox,
  ColorPicker,
  Controller,
  ControllerAxis,
  ControllerButton,
  FileUpload,
  ToggleButton,
  Valid,
} from "../ipywidgets/generated/others.js";
export { FloatLogSlider, FloatSlider, IntSlider } from "../ipywidgets/generated/sliders.js";
export {
  ButtonStyle,
  CheckboxStyle,
  DescriptionStyle,
  HTMLMathStyle,
  HTMLStyle,
  LabelStyle,
  ProgressStyle,
  SliderStyle,
  TextStyle,
  ToggleButtonStyle,
  ToggleButtonsStyle,
} from "../ipywidgets/generated/styles.js";
export {
  ColorsInput,
  FloatsInput,
  HTML,
  HTMLMath,
  IntsInput,
  Label,
  TagsInput,
  Textarea,
} from "../ipywidgets/generated/texts.js";
export { fixed } from "../ipywidgets/interact/abbreviations.js";
export {
  Interactive,
  interact,
  interactive,
  interactiveOutput,
} from "../ipywidgets/interact/interactive.js";
export { closeAll, managerState, openWidgets } from "../ipywidgets/model/openWidgets.js";
export { type Progress, type ProgressOptions, progress } from "../ipywidgets/progress/progress.js";
export {
  Dropdown,
  RadioButtons,
  Select,
  SelectionRangeSlider,
  SelectionSlider,
  SelectMultiple,
  ToggleButtons,
} from "../ipywidgets/selection/selections.js";
export { AppLayout } from "../ipywidgets/templates/appLayout.js";
export { GridspecLayout, type Span } from "../ipywidgets/templates/gridspecLayout.js";
export { TwoByTwoLayout } from "../ipywidgets/templates/twoByTwoLayout.js";
export { AnyWidget } from "../ipywidgets/widgets/anyWidget.js";
export { Button } from "../ipywidgets/widgets/button.js";
export { Accordion, Box, GridBox, HBox, Stack, Tab, VBox } from "../ipywidgets/widgets/containers.js";
export { Layout } from "../ipywidgets/widgets/layout.js";
export { DirectionalLink, dlink, jsdlink, jslink, Link, link } from "../ipywidgets/widgets/link.js";
export { Audio, Image, Video } from "../ipywidgets/widgets/media.js";
export { Output } from "../ipywidgets/widgets/output.js";
export { FloatRangeSlider, IntRangeSlider } from "../ipywidgets/widgets/ranges.js";
export { Combobox, Password, Text } from "../ipywidgets/widgets/texts.js";
