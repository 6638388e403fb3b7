import { join } from "node:path";

/** Path of the module that the cells of a folder are to Node: what they import resolves from here. No such file is needed. */
export function notebookFile(folder: string): string {
  return join(folder, "notebook.js");
}
