import { bundleOf } from "../display/bundleOf.js";
import type { CellMagic } from "./magicHost.js";

/** `%%html` and the like: the cell is content of this mime type. */
export function showAs(mimeType: string): CellMagic {
  return (_argument, body, host) => host.show(bundleOf(mimeType, body));
}
