import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { LabServer } from "./server.js";

/** What JupyterLab shows when it is started with --expose-app-in-browser; as much of it as the tests use. */
interface ExposedApp {
  readonly restored: Promise<void>;
  readonly commands: { execute(command: string, args?: object): Promise<unknown> };
  readonly shell: { readonly currentWidget: ExposedNotebook };
}
interface ExposedNotebook {
  readonly context: { readonly path: string; readonly ready: Promise<void> };
  readonly sessionContext: {
    readonly ready: Promise<void>;
    readonly session: {
      readonly kernel: { readonly id: string; readonly status: string; readonly connectionStatus: string };
    };
  };
  readonly content: {
    activeCellIndex: number;
    scrollToItem(index: number, align: string): Promise<void>;
    readonly widgets: readonly ExposedCell[];
    readonly model: { readonly sharedModel: { addCell(cell: object): void } };
  };
}
interface ExposedCell {
  readonly model: {
    readonly type: string;
    readonly executionCount: number | null;
    readonly outputs: { toJSON(): Output[] };
  };
}
declare global {
  interface Window {
    jupyterapp: ExposedApp;
  }
}

/** An output of a cell, as nbformat has it. */
export interface Output {
  readonly output_type: string;
  readonly text?: string | string[];
  readonly ename?: string;
  readonly evalue?: string;
  readonly data?: Record<string, unknown>;
}

export interface SavedCell {
  readonly source: string | string[];
  readonly outputs?: Output[];
}

/** How long a page is waited for, ms. */
const patience = 90_000;

/** A notebook that shows a picker, calibrated as notebook 01 finds it. */
export const pickerCells = [
  'import { annulus, circle, open, virtualImages } from "ronchi";\nimport { DetectorPicker } from "ronchi/widgets";',
  `const opened = await open("example/gold_film_master.h5", { scanShape: [64, 96] });
const scan = opened.withCalibration({ detectorPixel: [0.025, 0.025], semiAngle: 3e-3, origin: [48, 46.5] });`,
  "new DetectorPicker(scan)",
];

/** JupyterLab in one tab of the browser, with a notebook in front. */
export class LabPage {
  readonly page: Page;
  /** What went wrong in the page: uncaught errors. */
  readonly failures: string[] = [];
  readonly #server: LabServer;

  constructor(page: Page, server: LabServer) {
    this.page = page;
    this.#server = server;
    page.on("pageerror", (error) => this.failures.push(error.message));
  }

  static async open(browser: Browser, server: LabServer): Promise<LabPage> {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(patience);
    return new LabPage(page, server);
  }

  /** Writes a notebook of these code cells into the folder that JupyterLab shows. */
  writeNotebook(name: string, sources: readonly string[], kernel = "ronchi"): void {
    const cells = sources.map((source, i) => codeCell(`cell-${i}`, source));
    const kernelspec = { name: kernel, display_name: "TypeScript (Ronchi)", language: "typescript" };
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells };
    writeFileSync(join(this.#server.folder, name), JSON.stringify(notebook));
  }

  /** The notebook as it was saved. */
  readNotebook(name: string): {
    cells: SavedCell[];
    metadata: object;
  } {
    return JSON.parse(readFileSync(join(this.#server.folder, name), "utf8"));
  }

  /** Makes a saved notebook one of a kernel and a language that nobody here knows. */
  forgetKernel(name: string): void {
    const notebook = this.readNotebook(name);
    const kernelspec = {
      name: "of-another-machine",
      display_name: "Of another machine",
      language: "unknown",
    };
    writeFileSync(join(this.#server.folder, name), JSON.stringify({ ...notebook, metadata: { kernelspec } }));
  }

  /** Opens JupyterLab with nothing restored and a notebook in front, its kernel ready. */
  async openNotebook(name: string): Promise<void> {
    await this.goto(`lab/tree/${name}?reset`);
    await this.kernelReady();
  }

  /** Opens an address of JupyterLab and waits until the page is built. */
  async goto(path: string): Promise<void> {
    await this.page.goto(this.#server.url(path));
    await this.restored();
  }

  /** Waits until the page of JupyterLab is built. */
  async restored(): Promise<void> {
    await this.page.waitForFunction(() => window.jupyterapp !== undefined);
    await this.page.evaluate(() => window.jupyterapp.restored);
    await this.page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
  }

  /** Waits until the notebook in front has an idle kernel at the other end of an open connection. */
  async kernelReady(): Promise<void> {
    await this.page.waitForFunction(() => {
      const kernel = window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel;
      return kernel?.connectionStatus === "connected" && kernel.status === "idle";
    });
  }

  /** Waits until the kernel of the notebook in front says that it is busy, or idle. */
  async status(wanted: "busy" | "idle"): Promise<void> {
    await this.page.waitForFunction(
      (status) => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === status,
      wanted,
    );
  }

  /** A command of JupyterLab, and the end of what it does. */
  async command(name: string, args: object = {}): Promise<void> {
    await this.page.evaluate(
      ([id, given]) => window.jupyterapp.commands.execute(id, given).then(() => undefined),
      [name, args] as const,
    );
  }

  /** A command of JupyterLab whose end nobody waits for: the tab may be closed before. */
  async start(name: string): Promise<void> {
    await this.page.evaluate((id) => void window.jupyterapp.commands.execute(id), name);
  }

  /** Runs every cell and waits for the last one. */
  async runAll(): Promise<void> {
    await this.command("notebook:run-all-cells");
  }

  /** Adds a cell at the end, runs it, and returns its outputs. */
  async runCell(source: string): Promise<Output[]> {
    await this.addCell(source);
    await this.command("notebook:run-cell");
    return (await this.outputs()).at(-1)!;
  }

  /** Adds a cell at the end and runs it, and returns when it has begun. */
  async startCell(source: string): Promise<void> {
    await this.addCell(source);
    await this.start("notebook:run-cell");
    await this.status("busy");
  }

  /** Adds a cell at the end and makes it the active one. */
  async addCell(source: string): Promise<void> {
    await this.page.evaluate((text) => {
      const { content } = window.jupyterapp.shell.currentWidget;
      content.model.sharedModel.addCell({ cell_type: "code", source: text, metadata: {} });
      content.activeCellIndex = content.widgets.length - 1;
    }, source);
  }

  /** Outputs of each code cell of the notebook in front. */
  async outputs(): Promise<Output[][]> {
    return await this.page.evaluate(() =>
      window.jupyterapp.shell.currentWidget.content.widgets
        .filter((cell) => cell.model.type === "code")
        .map((cell) => cell.model.outputs.toJSON()),
    );
  }

  /** Ends the kernel's process as a crash would. */
  async killKernel(): Promise<void> {
    const [pid] = await this.runCell("console.log(process.pid)");
    process.kill(Number(textOf(pid)), "SIGKILL");
  }

  /** Makes a cell the active one and scrolls to it. */
  async showCell(index: number): Promise<void> {
    await this.page.evaluate(async (i) => {
      const { content } = window.jupyterapp.shell.currentWidget;
      content.activeCellIndex = i;
      await content.scrollToItem(i, "start");
    }, index);
  }

  /** Switches the theme and waits until the page shows it. */
  async theme(name: "JupyterLab Light" | "JupyterLab Dark"): Promise<void> {
    await this.command("apputils:change-theme", { theme: name });
    await this.page.locator(`body[data-jp-theme-name="${name}"]`).waitFor({ state: "attached" });
  }

  /** Ends the notebook's kernel and closes the tab. Fails when the page had an uncaught error. */
  async close(): Promise<void> {
    await this.page.close();
    const sessions = (await (await this.#server.api("sessions")).json()) as { id: string }[];
    for (const { id } of sessions) await this.#server.api(`sessions/${id}`, { method: "DELETE" });
    if (this.failures.length > 0) throw new Error(`Uncaught in the page: ${this.failures.join("; ")}`);
  }

  /** Path of the notebook in front. */
  async currentPath(): Promise<string> {
    return await this.page.evaluate(() => window.jupyterapp.shell.currentWidget.context.path);
  }
}

function codeCell(id: string, source: string) {
  return { cell_type: "code", id, source, metadata: {}, execution_count: null, outputs: [] };
}

/** What a stream output says. */
export function textOf(output: Output | undefined): string {
  return [output?.text ?? []].flat().join("");
}
