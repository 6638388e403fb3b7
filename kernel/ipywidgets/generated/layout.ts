// Written by tools/generateWidgets.mjs from @jupyter-widgets/schema: change that program, not this file.
import { base, model } from "../model/jupyterModel.js";
import { widgetClass } from "../model/widgetClass.js";
import { oneOf, text } from "../traits/scalars.js";
import { nullable } from "../traits/trait.js";

/** The traits of Layout. */
export class LayoutTraits extends widgetClass(
  model("Layout", ["LayoutModel", "LayoutView"], base, {
    align_content: nullable(
      oneOf("flex-start", [
        "flex-start",
        "flex-end",
        "center",
        "space-between",
        "space-around",
        "space-evenly",
        "stretch",
        "inherit",
        "initial",
        "unset",
      ]),
    ),
    align_items: nullable(
      oneOf("flex-start", [
        "flex-start",
        "flex-end",
        "center",
        "baseline",
        "stretch",
        "inherit",
        "initial",
        "unset",
      ]),
    ),
    align_self: nullable(
      oneOf("auto", [
        "auto",
        "flex-start",
        "flex-end",
        "center",
        "baseline",
        "stretch",
        "inherit",
        "initial",
        "unset",
      ]),
    ),
    border_bottom: nullable(text()),
    border_left: nullable(text()),
    border_right: nullable(text()),
    border_top: nullable(text()),
    bottom: nullable(text()),
    display: nullable(text()),
    flex: nullable(text()),
    flex_flow: nullable(text()),
    grid_area: nullable(text()),
    grid_auto_columns: nullable(text()),
    grid_auto_flow: nullable(
      oneOf("column", ["column", "row", "row dense", "column dense", "inherit", "initial", "unset"]),
    ),
    grid_auto_rows: nullable(text()),
    grid_column: nullable(text()),
    grid_gap: nullable(text()),
    grid_row: nullable(text()),
    grid_template_areas: nullable(text()),
    grid_template_columns: nullable(text()),
    grid_template_rows: nullable(text()),
    height: nullable(text()),
    justify_content: nullable(
      oneOf("flex-start", [
        "flex-start",
        "flex-end",
        "center",
        "space-between",
        "space-around",
        "inherit",
        "initial",
        "unset",
      ]),
    ),
    justify_items: nullable(
      oneOf("flex-start", ["flex-start", "flex-end", "center", "inherit", "initial", "unset"]),
    ),
    left: nullable(text()),
    margin: nullable(text()),
    max_height: nullable(text()),
    max_width: nullable(text()),
    min_height: nullable(text()),
    min_width: nullable(text()),
    object_fit: nullable(oneOf("contain", ["contain", "cover", "fill", "scale-down", "none"])),
    object_position: nullable(text()),
    order: nullable(text()),
    overflow: nullable(text()),
    padding: nullable(text()),
    right: nullable(text()),
    top: nullable(text()),
    visibility: nullable(oneOf("visible", ["visible", "hidden", "inherit", "initial", "unset"])),
    width: nullable(text()),
  }),
) {}
