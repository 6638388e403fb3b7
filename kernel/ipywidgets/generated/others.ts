// Written by tools/generateWidgets.mjs from @jupyter-widgets/schema: change that program, not this file.

import { description, dom } from "../model/common.js";
import { controls, model, output } from "../model/jupyterModel.js";
import { domWidgetClass, widgetClass } from "../model/widgetClass.js";
import { plainIcon } from "../rules/icon.js";
import { bytes } from "../traits/bytes.js";
import { linkEnd } from "../traits/linkEnd.js";
import { listOf, record } from "../traits/lists.js";
import { reference, widget } from "../traits/references.js";
import { bool, extent, float, int, oneOf, text } from "../traits/scalars.js";
import { uploads } from "../traits/uploads.js";
import { ButtonStyle, CheckboxStyle, DescriptionStyle, ToggleButtonStyle } from "./styles.js";

/** The traits of Audio. */
export class AudioTraits extends domWidgetClass(
  model("Audio", ["AudioModel", "AudioView"], controls, {
    ...dom,
    autoplay: bool(true),
    controls: bool(true),
    format: text("mp3"),
    loop: bool(true),
    value: bytes(),
  }),
) {}

/** The traits of Button. */
export class ButtonTraits extends domWidgetClass(
  model("Button", ["ButtonModel", "ButtonView"], controls, {
    ...dom,
    button_style: oneOf("", ["primary", "success", "info", "warning", "danger", ""]),
    description: text(),
    disabled: bool(),
    icon: text(),
    style: reference(ButtonStyle),
  }),
  plainIcon,
) {}

/** ipywidgets' Checkbox. */
export class Checkbox extends domWidgetClass(
  model("Checkbox", ["CheckboxModel", "CheckboxView"], controls, {
    ...dom,
    ...description,
    disabled: bool(),
    indent: bool(true),
    style: reference(CheckboxStyle),
    value: bool(),
  }),
) {}

/** ipywidgets' ColorPicker. */
export class ColorPicker extends domWidgetClass(
  model("ColorPicker", ["ColorPickerModel", "ColorPickerView"], controls, {
    ...dom,
    ...description,
    concise: bool(),
    disabled: bool(),
    style: reference(DescriptionStyle),
    value: text("black"),
  }),
) {}

/** ipywidgets' ControllerAxis. */
export class ControllerAxis extends domWidgetClass(
  model("ControllerAxis", ["ControllerAxisModel", "ControllerAxisView"], controls, {
    ...dom,
    value: float(),
  }),
) {}

/** ipywidgets' ControllerButton. */
export class ControllerButton extends domWidgetClass(
  model("ControllerButton", ["ControllerButtonModel", "ControllerButtonView"], controls, {
    ...dom,
    pressed: bool(),
    value: float(),
  }),
) {}

/** ipywidgets' Controller. */
export class Controller extends domWidgetClass(
  model("Controller", ["ControllerModel", "ControllerView"], controls, {
    ...dom,
    axes: listOf(widget()),
    buttons: listOf(widget()),
    connected: bool(),
    index: int(),
    mapping: text(),
    name: text(),
    timestamp: float(),
  }),
) {}

/** The traits of DirectionalLink. */
export class DirectionalLinkTraits extends widgetClass(
  model("DirectionalLink", ["DirectionalLinkModel", null], controls, {
    source: linkEnd(),
    target: linkEnd(),
  }),
) {}

/** ipywidgets' FileUpload. */
export class FileUpload extends domWidgetClass(
  model("FileUpload", ["FileUploadModel", "FileUploadView"], controls, {
    ...dom,
    accept: text(),
    button_style: oneOf("", ["primary", "success", "info", "warning", "danger", ""]),
    description: text("Upload"),
    description_allow_html: bool(),
    disabled: bool(),
    error: text(),
    icon: text("upload"),
    multiple: bool(),
    style: reference(ButtonStyle),
    value: uploads(),
  }),
) {}

/** The traits of Image. */
export class ImageTraits extends domWidgetClass(
  model("Image", ["ImageModel", "ImageView"], controls, {
    ...dom,
    format: text("png"),
    height: extent(),
    value: bytes(),
    width: extent(),
  }),
) {}

/** The traits of Link. */
export class LinkTraits extends widgetClass(
  model("Link", ["LinkModel", null], controls, { source: linkEnd(), target: linkEnd() }),
) {}

/** ipywidgets' ToggleButton. */
export class ToggleButton extends domWidgetClass(
  model("ToggleButton", ["ToggleButtonModel", "ToggleButtonView"], controls, {
    ...dom,
    ...description,
    button_style: oneOf("", ["primary", "success", "info", "warning", "danger", ""]),
    disabled: bool(),
    icon: text(),
    style: reference(ToggleButtonStyle),
    value: bool(),
  }),
) {}

/** ipywidgets' Valid. */
export class Valid extends domWidgetClass(
  model("Valid", ["ValidModel", "ValidView"], controls, {
    ...dom,
    ...description,
    disabled: bool(),
    readout: text("Invalid"),
    style: reference(DescriptionStyle),
    value: bool(),
  }),
) {}

/** The traits of Video. */
export class VideoTraits extends domWidgetClass(
  model("Video", ["VideoModel", "VideoView"], controls, {
    ...dom,
    autoplay: bool(true),
    controls: bool(true),
    format: text("mp4"),
    height: extent(),
    loop: bool(true),
    value: bytes(),
    width: extent(),
  }),
) {}

/** The traits of Output. */
export class OutputTraits extends domWidgetClass(
  model("Output", ["OutputModel", "OutputView"], output, { ...dom, msg_id: text(), outputs: listOf(record) }),
) {}
