import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { RonchiError } from "#core/errors.js";
import type { MagicHost } from "./magicHost.js";

/** `%%writefile [-a] file`. @throws RonchiError "invalid-argument" without a file */
export function writeFileCell(argument: string, body: string, { print }: MagicHost): void {
  const [, append, file] = /^(-a\s+)?(.+)$/.exec(argument) ?? [];
  if (file === undefined)
    throw new RonchiError({
      code: "invalid-argument",
      subject: "%%writefile",
      found: "no file",
      expected: "the path of a file",
      remedy: "Write %%writefile peaks.ts.",
    });
  const told = append ? "Appending to" : existsSync(file) ? "Overwriting" : "Writing";
  (append ? appendFileSync : writeFileSync)(file, body);
  print(`${told} ${file}\n`);
}
