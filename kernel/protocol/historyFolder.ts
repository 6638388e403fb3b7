import { homedir } from "node:os";
import { join } from "node:path";

/** The folder of the history: what RONCHI_HISTORY names, otherwise "ronchi/history" among the user's Jupyter data. */
export function historyFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  return env.RONCHI_HISTORY || join(jupyterDataFolder(env, platform), "ronchi", "history");
}

/** As jupyter_core finds it. */
function jupyterDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (platform === "win32") return join(env.APPDATA || homedir(), "jupyter");
  return join(env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "jupyter");
}
