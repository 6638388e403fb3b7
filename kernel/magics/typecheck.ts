import { RonchiError } from "#core/errors.js";
import { isTypecheckMode, type TypecheckMode, typecheckModes } from "../language/typecheckMode.js";
import type { MagicHost } from "./magicHost.js";

const effects: Readonly<Record<TypecheckMode, string>> = {
  off: "Types are not checked.",
  warn: "Type errors are shown beside the run of a cell.",
  strict: "A cell with type errors does not run.",
};

/** `%typecheck off|warn|strict`: what type errors of cells do from now on. */
export function typecheck(argument: string, { post, print }: MagicHost): void {
  if (!isTypecheckMode(argument)) {
    throw new RonchiError({
      code: "invalid-argument",
      subject: "%typecheck",
      found: argument === "" ? "no mode" : `"${argument}"`,
      expected: typecheckModes.join(", "),
      remedy: "Name one of the modes; warn is the one that a kernel starts with.",
    });
  }
  post({ type: "typecheck", mode: argument });
  print(`%typecheck ${argument}: ${effects[argument]}\n`);
}
