import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../fixtures/root.js";

const kept = process.env.RONCHI_SCREENSHOTS === "1";
const folders = { docs: join(root, "docs/figures"), dist: join(root, "dist/figures") };

/**
 * Saves what the page shows, with RONCHI_SCREENSHOTS=1: the few pictures of the README into docs/figures, those that are
 * only looked at into dist/figures. Otherwise into a temporary folder, so that a test run changes no file of the repository.
 */
export async function screenshot(
  page: Page,
  name: string,
  into: keyof typeof folders = "docs",
): Promise<void> {
  const folder = kept ? folders[into] : join(tmpdir(), "ronchi-figures");
  mkdirSync(folder, { recursive: true });
  // The picture shows the widget, not the mouse over it.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}
