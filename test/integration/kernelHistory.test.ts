import { afterEach, expect, test } from "vitest";
import { type KernelClient, printed, resultText, startKernel } from "./kernelClient.js";

let kernel: KernelClient;
afterEach(() => kernel?.stop());

const warnings = () =>
  kernel.published.filter((m) => m.header.msg_type === "stream" && m.content.name === "stderr");

test.skipIf(process.platform !== "linux").each([
  ["a file where its folder should be", "/dev/null", "ENOTDIR"],
  ["a folder where nobody may write", "/sys", "E(PERM|ROFS|ACCES)"],
])("a history that cannot be kept is told once, and cells run on: %s", async (_, path, reason) => {
  kernel = await startKernel({ env: { RONCHI_HISTORY: `${path}/history` } });
  for (let i = 0; i < 5; i++) expect(resultText((await kernel.execute(`${i}`)).outputs)).toBe(String(i));
  await kernel.until(() => warnings()[0]);
  await kernel.execute("'last'");
  expect(printed(warnings(), "stderr")).toMatch(
    new RegExp(`^The history of inputs is not kept any more: ${reason}.*\n$`),
  );
  const tail = { hist_access_type: "tail", n: 1, output: false, raw: true };
  const { history } = (await kernel.ask("history_request", tail)).content;
  expect(history).toEqual([[0, 6, "'last'"]]);
});
