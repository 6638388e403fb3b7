/** What `import … from "ronchi/widgets"` gives a cell, and nothing else. */
export { DetectorPicker } from "#widgets/models/detectorPicker.js";
export { link } from "#widgets/models/link.js";
