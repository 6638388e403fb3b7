import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../../fixtures/root.js";
import { freePorts } from "../freePorts.js";

const windows = process.platform === "win32";
const startLimit = 100_000;

/** A JupyterLab of its own: nothing of the user's settings, kernels or files is seen or changed. */
export interface LabServer {
  /** Folder that JupyterLab shows: a copy of notebooks/ with the example data. */
  readonly folder: string;
  /** Address of a page of JupyterLab, token included: "lab", "lab/tree/name.ipynb". */
  url(path: string): string;
  /** Asks the REST interface: `api("kernels")`. */
  api(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

/** Python of the environment that has JupyterLab and our wheel; undefined, with a printed reason, without one. */
export function findLabPython(): string | undefined {
  const usual = join(root, ".venv", windows ? "Scripts/python.exe" : "bin/python");
  const python = process.env.RONCHI_VENV_PYTHON || usual;
  if (!existsSync(python)) {
    console.warn(`No ${python}: the tests in JupyterLab are skipped. Run \`node tools/setup.mjs\` first.`);
    return undefined;
  }
  return python;
}

/** The notebooks that we ship, in their order. */
export const notebookNames: readonly string[] = readdirSync(join(root, "notebooks"))
  .filter((name) => name.endsWith(".ipynb"))
  .sort();

/** Makes a folder with the notebooks and the example data that they open. */
export function copyNotebooks(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of notebookNames) cpSync(join(root, "notebooks", name), join(folder, name));
  execFileSync(process.execPath, [join(root, "dist/kernel/exampleData.js"), join(folder, "example")]);
}

/** Starts JupyterLab on a free port of this machine, and waits until it answers. */
export async function startLab(python: string): Promise<LabServer> {
  const home = mkdtempSync(join(tmpdir(), "ronchi-lab-"));
  const folder = join(home, "notebooks");
  copyNotebooks(folder);
  writeSettings(join(home, "settings"));
  const [port] = await freePorts(1);
  const token = randomBytes(16).toString("hex");
  const child = spawn(python, ["-m", "jupyterlab", ...labArguments(folder, port!, token)], {
    cwd: folder,
    env: { ...process.env, ...ownFolders(home), PATH: `${dirname(python)}:${process.env.PATH}` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const log = collect(child);
  const address = `http://127.0.0.1:${port}/`;
  const api = (path: string, init: RequestInit = {}) =>
    fetch(`${address}api/${path}`, {
      ...init,
      headers: { Authorization: `token ${token}`, ...init.headers },
    });
  await answering(child, () => api("status"), log);
  return {
    folder,
    url: (path) => `${address}${path}${path.includes("?") ? "&" : "?"}token=${token}`,
    api,
    async stop() {
      await shutDown(child, api);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** No news, no pop-ups over what is looked at, and a new kernel is never asked about. */
function writeSettings(folder: string): void {
  const plugins = join(folder, "@jupyterlab/apputils-extension");
  mkdirSync(plugins, { recursive: true });
  const notification = { fetchNews: "false", checkForUpdates: false, doNotDisturbMode: true };
  writeFileSync(join(plugins, "notification.jupyterlab-settings"), JSON.stringify(notification));
}

function labArguments(folder: string, port: number, token: string): string[] {
  return [
    "--no-browser",
    "--allow-root",
    "--expose-app-in-browser",
    "--ServerApp.ip=127.0.0.1",
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=0",
    `--ServerApp.root_dir=${folder}`,
    `--IdentityProvider.token=${token}`,
  ];
}

function ownFolders(home: string): Record<string, string> {
  return {
    JUPYTER_CONFIG_DIR: join(home, "config"),
    JUPYTER_DATA_DIR: join(home, "data"),
    JUPYTER_RUNTIME_DIR: join(home, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: join(home, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(home, "workspaces"),
    IPYTHONDIR: join(home, "ipython"),
  };
}

function collect(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.on("data", (chunk) => {
    text += chunk;
  });
  return () => text;
}

async function answering(
  child: ChildProcess,
  ask: () => Promise<Response>,
  log: () => string,
): Promise<void> {
  const until = Date.now() + startLimit;
  while (Date.now() < until && child.exitCode === null) {
    // Until it listens, the connection is refused.
    const response = await ask().catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  child.kill();
  throw new Error(`JupyterLab did not answer:\n${log()}`);
}

/** Kernels first, so that none is left behind; then the server itself, by its own process. */
async function shutDown(child: ChildProcess, api: LabServer["api"]): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await api("shutdown", { method: "POST" }).catch(() => undefined);
  const forced = setTimeout(() => child.kill("SIGKILL"), 10_000);
  if (child.exitCode === null) await ended;
  clearTimeout(forced);
}
