import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { RonchiError } from "#core/errors.js";
import type { MagicHost } from "./magicHost.js";
import { runShell } from "./shell.js";

/**
 * `%npm install pkg …` and npm's other commands, in the project that the notebook lies in, or beside the notebook when
 * there is none. What is installed can be imported at once.
 * @throws RonchiError "user-code" when npm fails
 */
export async function npm(argument: string, host: MagicHost): Promise<void> {
  if (!isInProject(host.folder)) writeFileSync(join(host.folder, "package.json"), '{ "private": true }\n');
  const status = await runShell(`npm ${argument}`, host, host.folder);
  if (status === 0) return;
  throw new RonchiError({
    code: "user-code",
    subject: `%npm ${argument}`,
    found: `npm ended with status ${status}`,
    expected: "status 0",
    remedy: "What npm printed is above.",
  });
}

function isInProject(folder: string): boolean {
  if (existsSync(join(folder, "package.json"))) return true;
  const parent = dirname(folder);
  return parent !== folder && isInProject(parent);
}
