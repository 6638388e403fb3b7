import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { RonchiError } from "#core/errors.js";
import type { MagicHost } from "./magicHost.js";

const posix = process.platform !== "win32";

/** `!command`: prints what it prints; a failure is said and, as in IPython, does not end the cell. */
export async function shellLine(command: string, host: MagicHost): Promise<void> {
  const status = await runShell(command, host);
  if (status !== 0) host.printError(`The command ended with status ${status}.\n`);
}

/** `%%bash`. @throws RonchiError "user-code" when the script ends with another status than 0 */
export async function bashCell(_argument: string, body: string, host: MagicHost): Promise<void> {
  const status = await runShell(body, host);
  if (status === 0) return;
  throw new RonchiError({
    code: "user-code",
    subject: "%%bash",
    found: `a script that ended with status ${status}`,
    expected: "status 0",
    remedy: "What it printed is above.",
  });
}

/** Runs a command line; an interrupt ends it with all that it started. @returns its exit status */
export function runShell(command: string, host: MagicHost, cwd = process.cwd()): Promise<number | string> {
  const shell = posix && existsSync("/bin/bash") ? "/bin/bash" : true;
  // A group of its own, so that an interrupt reaches what the shell started.
  const child = spawn(command, { cwd, shell, detached: posix, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.setEncoding("utf8").on("data", (text: string) => host.print(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => host.printError(text));
  const stopListening = host.onInterrupt(() => end(child));
  return new Promise<number | string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  }).finally(stopListening);
}

function end(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  if (posix) process.kill(-child.pid, "SIGTERM");
  else child.kill();
}
