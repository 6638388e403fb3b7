import { LabIcon } from "@jupyterlab/ui-components";

/** An annular detector around the direct disk, with one diffracted disk on it. */
export const ronchiIcon = new LabIcon({
  name: "ronchi:logo",
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 64 64">
  <circle cx="32" cy="32" r="23" fill="none" stroke="#2a788e" stroke-width="10"/>
  <circle cx="32" cy="32" r="9" fill="#2a788e"/>
  <circle cx="48.3" cy="15.7" r="9" fill="#f5b82e"/>
</svg>`,
});
