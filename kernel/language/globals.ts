/** Declarations of the globals that the kernel gives to cells, as the text of a TypeScript module. */
export const cellGlobals = `
import type { DisplayHandle } from "ronchi";
declare global {
  /**
   * Shows values now, each in an output of its own, and gives the handle that replaces them:
   * \`const shown = await display(a); await shown.update(b)\`.
   */
  function display(...values: readonly unknown[]): Promise<DisplayHandle>;
}
export {};
`;
