import { execFileSync } from "node:child_process";
import { expect, it, vi } from "vitest";
import type { Lab } from "./lab.js";
import { type LabPage, textOf } from "./labPage.js";
import { Picker } from "./picker.js";
import { openPicker } from "./pickerTests.js";

/** JupyterLab around the widgets: files, launcher, cells that go wrong. */
export function shellTests(lab: Lab): void {
  it("interrupts an endless loop from the toolbar; the state is kept, and the picker worked all the while", async () => {
    const { tab, picker } = await openPicker(lab, "endless.ipynb");
    await tab.runCell("let answer = 42;");
    await tab.startCell("for (;;) answer += 0;");
    await tab.showCell(2);
    await picker.settled();
    const before = await picker.shown("image");
    await picker.startDrag("pattern", [47, 47], [40, 52], 5);
    await picker.endDrag();
    await picker.settled();
    expect((await picker.shown("image")).data).not.toEqual(before.data);
    await tab.page.getByRole("button", { name: /Interrupt the kernel/ }).click();
    // The kernel says idle after each message of the drag too.
    await expect
      .poll(async () => (await tab.outputs()).at(-1)!.map((output) => output.output_type))
      .toEqual(["error"]);
    expect(textOf((await tab.runCell("console.log(answer)"))[0])).toBe("42\n");
    await tab.close();
  });

  it("completes by Tab and explains by Shift Tab, also while a cell runs", async () => {
    const { tab } = await openPicker(lab, "completion.ipynb");
    await tab.startCell("for (;;);");
    await tab.addCell("scan.");
    const cell = tab.page.locator(".jp-CodeCell").last();
    await cell.locator(".cm-content").click();
    await tab.page.keyboard.press("End");
    const offered = tab.page.locator(".jp-Completer").getByText("withCalibration", { exact: true });
    // JupyterLab waits a second for an answer: on a busy machine the compiler may not have started by then.
    await vi.waitFor(async () => {
      await tab.page.keyboard.press("Tab");
      await offered.waitFor({ timeout: 3_000 });
    }, 60_000);
    await offered.click();
    await expect.poll(() => cell.locator(".cm-content").textContent()).toBe("scan.withCalibration");
    await tab.page.keyboard.press("Shift+Tab");
    await tab.page
      .locator(".jp-Tooltip")
      .getByText(/Calibration/)
      .first()
      .waitFor();
    await tab.page.keyboard.press("Escape");
    await tab.page.getByRole("button", { name: /Interrupt the kernel/ }).click();
    await tab.status("idle");
    await tab.close();
  });

  it("says in the cell what is wrong with a path, and lives on", async () => {
    const { tab } = await openPicker(lab, "wrong.ipynb");
    const [error] = await tab.runCell('await open("example/no_such_master.h5")');
    expect(error).toMatchObject({ output_type: "error", ename: expect.stringMatching(/RonchiError/) });
    expect(error!.evalue).toContain("no_such_master.h5");
    expect(textOf((await tab.runCell("console.log(scan.shape[1])"))[0])).toBe("96\n");
    await tab.close();
  });

  it.each([
    ["gold_film_master.h5", "64 × 96"],
    ["stack.npy", "6 × 8"],
  ])("opens %s from the context menu of the file browser in a running notebook", async (file, scan) => {
    writeNpy(lab);
    const tab = await lab.tab();
    await tab.goto("lab/tree/example?reset");
    await tab.page.locator(".jp-DirListing-item", { hasText: file }).click({ button: "right" });
    await tab.page.locator(".lm-Menu").getByText("Open in Ronchi").click();
    await expectRunning(tab, `example/${file.replace(/\.\w+$/, "")}`, scan);
    await tab.close();
  });

  it("opens data from the card in the launcher", async () => {
    const tab = await lab.tab();
    await tab.goto("lab?reset");
    await tab.page.locator(".jp-LauncherCard").first().waitFor();
    await tab.page.locator(".jp-LauncherCard", { hasText: "Open 4D-STEM data" }).click();
    const dialog = tab.page.locator(".jp-Open-Dialog");
    await dialog.getByText("example", { exact: true }).dblclick();
    await dialog.getByText("gold_film_master.h5").click();
    await tab.page.locator(".jp-Dialog-footer .jp-mod-accept").click();
    await expectRunning(tab, "example/gold_film_master", "64 × 96");
    await tab.close();
  });
}

async function expectRunning(tab: LabPage, stem: string, scan: string): Promise<void> {
  const picker = new Picker(tab.page);
  await picker.root.scrollIntoViewIfNeeded();
  await picker.settled();
  expect(await tab.currentPath()).toMatch(new RegExp(`^${stem}(-\\d+)?\\.ipynb$`));
  expect((await tab.outputs()).flat().filter((output) => output.output_type === "error")).toEqual([]);
  expect(await picker.root.locator(".ronchi-Title-contents").textContent()).toContain(scan);
}

function writeNpy(lab: Lab): void {
  const program =
    "import numpy as np; np.save('stack.npy', np.random.default_rng(1).poisson(3, (6, 8, 32, 32)).astype(np.uint16))";
  execFileSync(lab.python, ["-c", program], { cwd: `${lab.server.folder}/example` });
}
