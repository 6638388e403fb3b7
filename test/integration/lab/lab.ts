import type { Browser } from "playwright-core";
import { launch } from "../../widgets/views/harness/browser.js";
import { LabPage } from "./labPage.js";
import { type LabServer, startLab } from "./server.js";

/** One JupyterLab and one browser, shared by the tests of a file. */
export interface Lab {
  readonly python: string;
  readonly server: LabServer;
  /** A new tab in a session of its own. */
  tab(): Promise<LabPage>;
  close(): Promise<void>;
}

export async function openLab(python: string, chromium: string): Promise<Lab> {
  const [server, browser]: [LabServer, Browser] = await Promise.all([startLab(python), launch(chromium)]);
  return {
    python,
    server,
    tab: () => LabPage.open(browser, server),
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}
