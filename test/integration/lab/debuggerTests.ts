import { expect, it } from "vitest";
import type { Lab } from "./lab.js";
import { textOf } from "./labPage.js";

const name = "debugger.ipynb";
const source = "const base = 40;\nconst answer = base + 2;\nconsole.log(answer);";

/** JupyterLab's own debugger panel, as a user works with it. */
export function debuggerTests(lab: Lab): void {
  it("stops at a breakpoint clicked into the gutter, shows line, stack and variables, and goes on", async () => {
    const tab = await lab.tab();
    tab.writeNotebook(name, [source]);
    await tab.openNotebook(name);
    const { page } = tab;
    // Disabled until JupyterLab has asked the kernel. Playwright does not see that: to it only native controls are disabled.
    await page.locator(".jp-DebuggerBugButton:enabled").click();
    const gutter = page.locator(".jp-CodeCell .cm-breakpoint-gutter .cm-gutterElement");
    await gutter.nth(2).click();
    await page.locator(".jp-DebuggerBreakpoint").waitFor();
    await tab.start("notebook:run-all-cells");
    const line = page.locator(".jp-CodeCell .jp-DebuggerEditor-highlight");
    await line.waitFor();
    expect(await line.textContent()).toBe("const answer = base + 2;");
    await page.locator(".jp-DebuggerCallstackFrame").first().waitFor();
    expect(await page.locator(".jp-DebuggerCallstackFrame").allTextContents()).toEqual([
      expect.stringMatching(/In\[1\]/),
    ]);
    const variables = page.locator(".jp-DebuggerVariables");
    await variables.getByText("base").first().waitFor();
    expect(await variables.textContent()).toContain("40");
    await tab.command("debugger:continue");
    await tab.status("idle");
    await line.waitFor({ state: "detached" });
    expect(textOf((await tab.outputs())[0]?.[0])).toBe("42\n");
    await tab.close();
  });
}
