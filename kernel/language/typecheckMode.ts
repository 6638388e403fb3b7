/** What the kernel does with type errors: nothing, show them beside the run, or refuse to run the cell. */
export type TypecheckMode = "off" | "warn" | "strict";

export const typecheckModes: readonly TypecheckMode[] = ["off", "warn", "strict"];

export function isTypecheckMode(text: string): text is TypecheckMode {
  return typecheckModes.some((mode) => mode === text);
}
