// The npm packages of the lockfile.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, runQuietly, Stop } from "./steps.mjs";

const oldestNode = [20, 19];

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Stop(
    `Ronchi needs Node ${oldestNode.join(".")} or newer and this is ${process.versions.node}: install a current one from https://nodejs.org.`,
  );
}

/** Installs what the lockfile names, when node_modules does not hold exactly that already. */
export async function ensureNodeModules() {
  checkNode();
  if (lockfileIsInstalled()) return;
  // No install scripts: every native package here carries its binary, and a compiler may be missing.
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  const label = "Installing the npm packages (about a minute)";
  if (npm?.endsWith(".js")) await runQuietly(label, process.execPath, [npm, ...args]);
  else await runQuietly(label, "npm", args, { shell: process.platform === "win32" });
}

function lockfileIsInstalled() {
  const hidden = join(root, "node_modules/.package-lock.json");
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted)
    .filter(
      ([path, entry]) => path.startsWith("node_modules/") && !entry.optional && !entry.link && !entry.peer,
    )
    .every(([path, entry]) => installed[path]?.version === entry.version);
}
