import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../fixtures/root.js";

const kept = process.env.RONCHI_SCREENSHOTS === "1";
const folder = kept ? join(root, "docs/figures") : join(tmpdir(), "ronchi-figures");

/**
 * Saves what the page shows, for the README: into docs/figures with RONCHI_SCREENSHOTS=1, otherwise into a temporary
 * folder, so that a test run changes no file of the repository.
 */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // The picture shows the widget, not the mouse over it.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}
