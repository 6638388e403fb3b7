import { createRequire } from "node:module";

/** The `require` of cells at a path: from its folder, except for modules of the running kernel itself. */
export function createCellRequire(
  notebook: string,
  running: Readonly<Record<string, object>>,
): NodeJS.Require {
  const fromFolder = createRequire(notebook);
  const require = (id: string): unknown => (Object.hasOwn(running, id) ? running[id] : fromFolder(id));
  return Object.assign(require, fromFolder);
}
