import { displayMethod } from "../display/mimeBundle.js";
import type { FrontEnd } from "./frontEnd.js";

/** The global `exit` and `quit`: a console that runs the cell ends, and the kernel with it. The bare name as a cell's value does so too. */
export function createLeave({ payload }: Pick<FrontEnd, "payload">): () => void {
  const leave = () => payload({ source: "ask_exit", keepkernel: false });
  return Object.assign(() => leave(), { [displayMethod]: leave });
}
