import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { buildPage, launch, settled } from "./browser.js";
import type { Harness, MountOptions } from "./page.js";

declare const harness: Harness;

/** The page of the test that runs. */
export interface ViewsPage {
  readonly page: Page;
  /** Shows a picker over a fake kernel. */
  show(options?: MountOptions): Promise<void>;
  /** As {@link show}, and waits until its pictures are exact. */
  mount(options?: MountOptions): Promise<void>;
  /** Makes the window as wide as that, high enough for a picker, in a theme. */
  fit(width: number, theme: "light" | "dark"): Promise<void>;
  /** One more page of the same views. Who opens it closes it. */
  open(options: BrowserContextOptions): Promise<Page>;
}

/** Gives each test of the suite that calls this a fresh page of the views; an uncaught error in it fails the test. */
export function viewsPage(chromium: string, height: number): ViewsPage {
  let browser: Browser;
  let address: string;
  let page: Page;
  const failures: string[] = [];

  const open = async (options: BrowserContextOptions): Promise<Page> => {
    const opened = await browser.newPage({ viewport: { width: 1000, height }, ...options });
    opened.on("pageerror", (error) => failures.push(error.message));
    await opened.goto(address);
    return opened;
  };
  const show = (options: MountOptions = {}): Promise<void> =>
    page.evaluate((given) => {
      harness.mount(given);
    }, options);

  beforeAll(async () => {
    browser = await launch(chromium);
    address = await buildPage();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    failures.length = 0;
    page = await open({});
  });
  afterEach(async () => {
    await page.close();
    expect(failures).toEqual([]);
  });

  return {
    get page() {
      return page;
    },
    show,
    async fit(width, theme) {
      await page.setViewportSize({ width, height: width < 1000 ? 1500 : 900 });
      await page.evaluate(
        (light) => document.body.setAttribute("data-jp-theme-light", light),
        String(theme === "light"),
      );
    },
    async mount(options) {
      await show(options);
      await settled(page);
    },
    open,
  };
}
