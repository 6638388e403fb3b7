import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Harness } from "./page.js";

declare const harness: Harness;

const here = fileURLToPath(new URL(".", import.meta.url));
const candidates = [
  process.env.RONCHI_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** Path of a Chromium, or undefined with a printed reason. */
export function findChromium(): string | undefined {
  const found = candidates.find((path) => path !== undefined && path !== "" && existsSync(path));
  if (found === undefined)
    console.warn("No Chromium found: the tests of the views are skipped. Set RONCHI_CHROMIUM.");
  return found;
}

export async function launch(executablePath: string): Promise<Browser> {
  return await chromium.launch({ executablePath, args: quiet });
}

/** Builds the page with the views into a temporary folder; gives its address. */
export async function buildPage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "ronchi-views-"));
  const entryPoints = [join(here, "page.ts")];
  const made = await build({ entryPoints, bundle: true, format: "iife", write: false, target: "es2022" });
  const styles = [join(here, "theme.css"), ...viewStyles()];
  const css = styles.map((path) => readFileSync(path, "utf8")).join("\n");
  const page = join(folder, "index.html");
  writeFileSync(join(folder, "page.js"), made.outputFiles[0]!.contents);
  const head = `<meta charset="utf-8"><title>Ronchi views</title><style>${css}</style>`;
  writeFileSync(
    page,
    `<!doctype html>${head}<body data-jp-theme-light="true"><script src="page.js"></script></body>`,
  );
  return pathToFileURL(page).href;
}

/** The style sheets of the views, in the order in which the index imports them. */
function viewStyles(): string[] {
  const folder = join(here, "../../../../widgets/views/style");
  const imports = readFileSync(join(folder, "index.css"), "utf8").matchAll(/^@import url\("(.*)"\);$/gm);
  return Array.from(imports, ([, path]) => join(folder, path!));
}

/**
 * Waits until every request is answered and both panes show exact pictures, and stays so for three frames: what was done
 * just now asks in the next one, and an answer is drawn in the one after it.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const isIdle = () => {
      const panes = [...document.querySelectorAll<HTMLElement>("canvas[data-pane]")];
      const says = document.querySelector(".ronchi-Note:not(.ronchi-Note--empty)") !== null;
      const isExact = panes.length > 0 && panes.every((canvas) => canvas.dataset.complete === "1");
      return isExact && !says && harness.kernels.every(({ waiting }) => waiting === 0);
    };
    for (let quiet = 0; quiet < 3; ) {
      await new Promise(requestAnimationFrame);
      quiet = isIdle() ? quiet + 1 : 0;
    }
  });
}
