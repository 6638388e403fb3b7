import { RonchiError } from "#core/errors.js";
import { isTypecheckMode, type TypecheckMode, typecheckModes } from "../language/typecheckMode.js";
import type { ToWire } from "../wire/link.js";

export interface MagicHost {
  post(message: ToWire): void;
  /** Prints in the output of the cell. */
  print(text: string): void;
}

/** Does what `%name argument` asks. What it returns is the value of the line. */
export type Magic = (argument: string, host: MagicHost) => unknown;

/** The line magics by name. */
export const magics: Readonly<Record<string, Magic>> = { typecheck };

const effects: Readonly<Record<TypecheckMode, string>> = {
  off: "Types are not checked.",
  warn: "Type errors are shown beside the run of a cell.",
  strict: "A cell with type errors does not run.",
};

function typecheck(argument: string, { post, print }: MagicHost): void {
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
  print(`%typecheck ${argument}: ${effects[argument]}`);
}
