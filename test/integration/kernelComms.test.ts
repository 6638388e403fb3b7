import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type KernelClient, ofType, printed, startKernel } from "./kernelClient.js";

const host = new URL("../../dist/widgets/models/host.js", import.meta.url).href;

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(() => kernel?.stop());

/** Runs a cell that opens a comm named `comm`, and gives its id. */
async function openComm(body = "", target = "jupyter.widget"): Promise<string> {
  const { reply, outputs } = await kernel.execute(`import { widgetHost } from "${host}";
const comm = widgetHost().openComm("${target}",
  { state: { _model_name: "M", _model_module: "m", _model_module_version: "1", value: 1 }, buffer_paths: [] },
  { version: "2.1.0" });
${body}`);
  expect(reply.content.traceback).toBeUndefined();
  const [open] = ofType(outputs, "comm_open");
  expect(open).toMatchObject({ content: { target_name: target }, metadata: { version: "2.1.0" } });
  return open?.content.comm_id;
}

test("a comm carries binary buffers in both directions, with busy and idle around each message", async () => {
  const comm_id = await openComm(
    "comm.onMessage((data, buffers) => comm.send({ got: data, lengths: buffers.map((b) => b.length) }, buffers))",
  );
  const buffers = [Uint8Array.of(1, 2, 3), new Uint8Array(1 << 20).fill(7)];
  const id = kernel.send("comm_msg", { comm_id, data: { method: "custom", content: 5 } }, { buffers });
  await kernel.idle(id);
  const back = await kernel.until(() =>
    ofType(kernel.published, "comm_msg").find((m) => m.content.comm_id === comm_id),
  );
  expect(back.content.data).toEqual({ got: { method: "custom", content: 5 }, lengths: [3, 1 << 20] });
  expect(back.buffers.map((b) => Buffer.compare(b, buffers[back.buffers.indexOf(b)] as Uint8Array))).toEqual([
    0, 0,
  ]);
  const states = ofType(kernel.of(id), "status").map((m) => m.content.execution_state);
  expect(states).toEqual(["busy", "idle"]);
});

test("what a listener prints goes to the cell that opened the comm, and an error does not end the comm", async () => {
  const comm_id = await openComm(
    'comm.onMessage(() => { console.log("heard"); throw new Error("listener failed") })',
  );
  for (let i = 0; i < 2; i++) await kernel.idle(kernel.send("comm_msg", { comm_id, data: { method: "x" } }));
  const all = kernel.published;
  expect(printed(all)).toBe("heard\nheard\n");
  expect(printed(all, "stderr").match(/listener failed\n/g)?.length).toBeGreaterThan(1);
});

test("comm messages are handled while a cell waits, and busy is announced again for the cell", async () => {
  const comm_id = await openComm("comm.onMessage(() => globalThis.release())");
  const cell = kernel.send("execute_request", {
    code: 'console.log("waiting"); await new Promise((r) => { globalThis.release = r }); "released"',
  });
  await kernel.until(() => printed(kernel.of(cell)).includes("waiting") || undefined);
  const id = kernel.send("comm_msg", { comm_id, data: {} });
  await kernel.idle(id);
  const { reply, outputs } = await kernel.finished(cell);
  expect(reply.content.status).toBe("ok");
  expect(outputs.at(-1)?.content.execution_state).toBe("idle");
});

test("comm_info lists open comms by target, and forgets closed ones", async () => {
  const comm_id = await openComm("", "my.target");
  const ask = async (target_name?: string) =>
    (await kernel.ask("comm_info_request", target_name === undefined ? {} : { target_name })).content.comms;
  expect(await ask("my.target")).toEqual({ [comm_id]: { target_name: "my.target" } });
  expect(Object.keys(await ask())).toContain(comm_id);
  await kernel.idle(kernel.send("comm_close", { comm_id, data: {} }));
  expect(await ask("my.target")).toEqual({});
});

test("a comm of an unknown target is closed by the kernel", async () => {
  const comm_id = randomUUID();
  const id = kernel.send("comm_open", { comm_id, target_name: "nobody.home", data: {} });
  await kernel.idle(id);
  expect(ofType(kernel.of(id), "comm_close").map((m) => m.content.comm_id)).toEqual([comm_id]);
});

test("a reloaded page gets all widget states with their buffers, even while a cell is busy", async () => {
  const comm_id = await openComm(`comm.send({ method: "update", state: { value: 2, deep: { list: [null] } },
  buffer_paths: [["deep", "list", 0]] }, [Uint8Array.of(4, 5)])`);
  await kernel.idle(kernel.send("comm_msg", { comm_id, data: { method: "update", state: { fromPage: 3 } } }));
  const busy = kernel.send("execute_request", { code: 'console.log("started"); while (true) {}' });
  await kernel.until(() => printed(kernel.of(busy)).includes("started") || undefined);
  const control = randomUUID();
  kernel.send("comm_open", { comm_id: control, target_name: "jupyter.widget.control", data: {} });
  const id = kernel.send("comm_msg", { comm_id: control, data: { method: "request_states" } });
  await kernel.idle(id);
  await kernel.ask("interrupt_request", {}, { socket: "control" });
  await kernel.finished(busy);
  const [states] = ofType(kernel.of(id), "comm_msg");
  const { method, states: models, buffer_paths } = states!.content.data;
  expect(method).toBe("update_states");
  expect(models[comm_id]).toMatchObject({ model_name: "M", model_module: "m", model_module_version: "1" });
  expect(models[comm_id].state).toMatchObject({ value: 2, fromPage: 3 });
  const at = buffer_paths.findIndex((path: unknown[]) => path[0] === comm_id);
  expect(buffer_paths[at]).toEqual([comm_id, "state", "deep", "list", 0]);
  expect([...(states!.buffers[at] as Uint8Array)]).toEqual([4, 5]);
});

test("a display with an id is updated with all its mime entries", async () => {
  const bundle = '{ "text/plain": "a", "image/png": "QQ==", "application/x-more": { "b": 1 } }';
  const { outputs } = await kernel.execute(`import { widgetHost } from "${host}";
widgetHost().display(${bundle}, {}, { displayId: "d1" });
widgetHost().display(${bundle.replace('"a"', '"b"')}, {}, { displayId: "d1", update: true });`);
  const [shown, updated] = outputs.filter((m) => /display_data$/.test(m.header.msg_type));
  expect(shown).toMatchObject({
    header: { msg_type: "display_data" },
    content: { transient: { display_id: "d1" } },
  });
  expect(updated?.header.msg_type).toBe("update_display_data");
  expect(updated?.content.data).toEqual({ ...shown?.content.data, "text/plain": "b" });
});
