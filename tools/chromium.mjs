// The browser of the tests: one that is there, or Debian's when we are root.
import { existsSync } from "node:fs";
import { ask, runQuietly, say } from "./steps.mjs";

const onPath = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

const usualPlaces = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((variable) => {
    const folder = process.env[variable];
    if (!folder) return [];
    return [
      `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
      `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
    ];
  }),
};

/** Path of a Chromium, Chrome or Edge; undefined when there is none. RONCHI_CHROMIUM goes first. */
export function findChromium() {
  const named = process.env.RONCHI_CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  const which = process.platform === "win32" ? "where" : "which";
  const found = onPath.map((name) => ask(which, [name])?.split(/\r?\n/)[0]).find(Boolean);
  return found ?? (usualPlaces[process.platform] ?? []).find((path) => existsSync(path));
}

/** Path of a browser, installed if that is possible; undefined (and a sentence on the terminal) otherwise. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.env.RONCHI_CHROMIUM) {
    say(
      `RONCHI_CHROMIUM names ${process.env.RONCHI_CHROMIUM}, which does not exist: the browser tests are skipped.`,
    );
    return undefined;
  }
  if (process.getuid?.() === 0 && ask("which", ["apt-get"])) {
    await installOnDebian();
    return findChromium();
  }
  say(
    "No Chromium, Chrome or Edge was found: the browser tests are skipped. Install one, or name it in RONCHI_CHROMIUM.",
  );
  return undefined;
}

async function installOnDebian() {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runQuietly("Refreshing the list of Debian packages", "apt-get", ["update"], { env });
  const install = ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"];
  await runQuietly("Installing Chromium for the browser tests (a few minutes)", "apt-get", install, { env });
}
