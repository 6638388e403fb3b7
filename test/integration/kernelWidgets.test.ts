import { afterAll, beforeAll, expect, test } from "vitest";
import { type KernelClient, ofType, printed, resultText, startKernel } from "./kernelClient.js";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(() => kernel?.stop());

test("an interrupt ends a loop over the changes of a widget, and the widget lives on", async () => {
  const loop = kernel.send("execute_request", {
    code: `import { IntSlider } from "ronchi/ipywidgets";
const slider = new IntSlider({ max: 10 });
console.log("listening");
for await (const value of slider.changes("value")) console.log("value", value);`,
  });
  const open = await kernel.until(() =>
    ofType(kernel.of(loop), "comm_open").find((m) => m.content.data.state._model_name === "IntSliderModel"),
  );
  await kernel.until(() => printed(kernel.of(loop)).includes("listening") || undefined);
  const { comm_id } = open.content;
  const move = (value: number) =>
    kernel.idle(kernel.send("comm_msg", { comm_id, data: { method: "update", state: { value } } }));
  await move(3);
  await kernel.until(() => printed(kernel.of(loop)).includes("value 3") || undefined);
  await kernel.ask("interrupt_request", {}, { socket: "control" });
  const { reply, outputs } = await kernel.finished(loop);
  expect(reply.content.status).toBe("error");
  await move(4);
  expect(printed(outputs)).toBe("listening\nvalue 3\n");
  expect(printed(kernel.of(loop), "stderr")).toBe("");
  expect(resultText((await kernel.execute("slider.value")).outputs)).toBe("4");
});

test("what a listener prints goes to the cell that added it, not to the one that made the widget", async () => {
  const made = await kernel.execute(
    `import { Button } from "ronchi/ipywidgets"; const button = new Button();`,
  );
  const [, , open] = ofType(made.outputs, "comm_open");
  const { outputs } = await kernel.execute(`button.onClick(() => console.log("clicked"))`);
  expect(ofType(outputs, "execute_result")).toEqual([]);
  const { comm_id } = open!.content;
  await kernel.idle(
    kernel.send("comm_msg", { comm_id, data: { method: "custom", content: { event: "click" } } }),
  );
  const id = outputs[0]!.parent.msg_id!;
  await kernel.until(() => printed(kernel.of(id)).includes("clicked") || undefined);
});

test("a value that a page cannot set is refused in words, and the widget goes on", async () => {
  const made = await kernel.execute("const bounded = new IntSlider({ max: 10 });");
  const open = ofType(made.outputs, "comm_open").at(-1)!;
  const { comm_id } = open.content;
  const update = (value: unknown) =>
    kernel.idle(kernel.send("comm_msg", { comm_id, data: { method: "update", state: { value } } }));
  await update("many");
  await kernel.until(
    () => /IntSlider\.value: found "many"/.exec(printed(kernel.published, "stderr")) ?? undefined,
  );
  await update(40);
  expect(resultText((await kernel.execute("bounded.value")).outputs)).toBe("10");
});
