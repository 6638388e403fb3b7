import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  connectKernel,
  type KernelClient,
  ofType,
  printed,
  resultText,
  sign,
  startKernel,
} from "./kernelClient.js";

let ada: KernelClient;
let ben: KernelClient;
let log = "";
beforeAll(async () => {
  ada = await startKernel({ stderr: "pipe" });
  ada.child?.stderr?.on("data", (text) => {
    log += text;
  });
  ben = await connectKernel(ada.files);
});
afterAll(() => {
  ben?.stop();
  ada?.stop();
});

const interrupt = (client: KernelClient) => client.ask("interrupt_request", {}, { socket: "control" });

describe("two front ends on one kernel", () => {
  test("both run cells in the same state; both see all output, each gets its own replies only", async () => {
    const ids = Array.from({ length: 20 }, (_, i) => [ada, ben][i % 2]!).map((client, i) => {
      const id = client.send("execute_request", { code: `var n${i} = ${i}; console.log("n${i}")` });
      return { client, id, i };
    });
    for (const { client, id, i } of ids) {
      const { outputs } = await client.finished(id);
      expect(printed(outputs)).toBe(`n${i}\n`);
      const other = client === ada ? ben : ada;
      await other.idle(id);
      expect(other.of(id).map((m) => m.header.msg_id)).toEqual(outputs.map((m) => m.header.msg_id));
      expect(other.replies.some((m) => m.parent.msg_id === id)).toBe(false);
    }
    expect(resultText((await ben.execute("n0 + n19")).outputs)).toBe("19");
    const counts = [...ada.replies, ...ben.replies]
      .map((m) => m.content.execution_count)
      .filter((count) => count !== undefined);
    expect(new Set(counts).size).toBe(counts.length);
  });

  test("one completes and asks while the other's cell keeps the kernel busy, and may interrupt it", async () => {
    const id = ada.send("execute_request", { code: 'console.log("started"); for (;;) {}' });
    await ben.until(() => printed(ben.of(id)).includes("started") || undefined);
    const completion = await ben.ask("complete_request", { code: "Math.sqr", cursor_pos: 8 });
    expect(completion.content.matches).toContain("sqrt");
    expect((await ben.ask("comm_info_request", {})).content.status).toBe("ok");
    await interrupt(ben);
    expect((await ada.finished(id)).reply.content.ename).toBe("Interrupted");
    expect(resultText((await ben.execute("'on'")).outputs)).toBe("'on'");
  });

  test("a question goes to the one whose cell asks, whoever answers before", async () => {
    const code = 'await input("name?")';
    const { subshell_id } = (await ben.ask("create_subshell_request", {}, { socket: "control" })).content;
    const options = { code, allow_stdin: true };
    const ofAda = ada.send("execute_request", options);
    await ada.until(() => ada.questions[0]);
    const ofBen = ben.send("execute_request", options, { subshell: subshell_id });
    await ben.until(() => ben.questions[0]);
    expect([ada, ben].map(({ questions }) => questions.map((m) => m.parent.msg_id))).toEqual([
      [ofAda],
      [ofBen],
    ]);
    ben.send("input_reply", { value: "Ben", status: "ok" }, { socket: "stdin" });
    expect(resultText((await ben.finished(ofBen)).outputs)).toBe("'Ben'");
    ben.send("input_reply", { value: "Ben again", status: "ok" }, { socket: "stdin" });
    ada.send("input_reply", { value: "Ada", status: "ok" }, { socket: "stdin" });
    expect(resultText((await ada.finished(ofAda)).outputs)).toBe("'Ada'");
  });

  test("one that leaves in the middle of a cell takes nothing with it", async () => {
    const carl = await connectKernel(ada.files);
    const id = carl.send("execute_request", {
      code: 'console.log("started"); await new Promise((r) => setTimeout(r, 100)); var left = 1',
    });
    await ada.until(() => printed(ada.of(id)).includes("started") || undefined);
    carl.stop();
    await ada.idle(id);
    expect(resultText((await ada.execute("left")).outputs)).toBe("1");
  });
});

describe("what is no message for this kernel", () => {
  /** Signed with the kernel's key, whatever the frames hold. */
  const signed = (json: string[]) => {
    const frames = json.map((text) => Buffer.from(text));
    return ["<IDS|MSG>", sign(frames, ada.files.key), ...frames];
  };
  const header = (msg_type: unknown, msg_id = "x") =>
    JSON.stringify({ msg_id, msg_type, session: "s", username: "u", date: "", version: "5.3" });

  test.each([
    ["no delimiter", () => ["no delimiter"]],
    ["nothing behind the delimiter", () => ["<IDS|MSG>"]],
    ["no signature", () => ["<IDS|MSG>", "", "{}", "{}", "{}", "{}"]],
    ["too few frames", () => signed([header("kernel_info_request"), "{}", "{}"])],
    ["a header that is no JSON", () => signed(["{", "{}", "{}", "{}"])],
    ["a header without a type", () => signed([header(3), "{}", "{}", "{}"])],
    ["content that is no object", () => signed([header("execute_request"), "{}", "{}", '"code"'])],
    [
      "a frame of 64 MiB without a key",
      () => ["<IDS|MSG>", "0".repeat(64), "{}", "{}", "{}", Buffer.alloc(1 << 26)],
    ],
  ] as const)("%s is dropped and logged, on every channel", async (_, frames) => {
    for (const socket of ["shell", "control", "stdin"] as const) {
      ben.sendFrames(frames(), socket);
      await logged(`Dropped a message on ${socket}`);
    }
    expect(resultText((await ben.execute("'on'")).outputs)).toBe("'on'");
  });

  test("another key, and the same message a second time, are dropped and logged", async () => {
    const wrong = ben.send("execute_request", { code: "var hacked = 1" }, { key: "not the key" });
    await logged("Dropped a message on shell");
    const { id, frames } = ben.message("execute_request", { code: "var runs = (globalThis.runs ?? 0) + 1" });
    ben.sendFrames(frames);
    await ben.finished(id);
    ada.sendFrames(frames);
    await logged("Dropped a message on shell");
    const { outputs } = await ben.execute("[typeof globalThis.hacked, runs]");
    expect(resultText(outputs)).toBe("[ 'undefined', 1 ]");
    expect(ben.of(wrong)).toEqual([]);
  });

  test("a type that it does not know gets busy and idle", async () => {
    for (const type of ["unheard_of_request", "hasOwnProperty", "__proto__", ""]) {
      const id = ben.send(type, {});
      await ben.idle(id);
      expect(ofType(ben.of(id), "status").map((m) => m.content.execution_state)).toEqual(["busy", "idle"]);
    }
  });
});

describe("what cannot be sent to a front end", () => {
  test("because JSON cannot hold it is told in the cell's output", async () => {
    const widget = 'new (await import("ronchi/ipywidgets")).AnyWidget({ _esm: "", big: 1n })';
    const { reply, outputs } = await ben.execute(`${widget}; console.log("on")`);
    expect(reply.content.status).toBe("ok");
    expect(printed(outputs, "stderr")).toContain("BigInt");
    expect(printed(outputs)).toBe("on\n");
    await logged('The kernel failed at "comm-open" of the main thread');
  });

  test.each(["() => 1", "{ big: 1n }"])("makes a user expression fail: %s", async (value) => {
    const x = `({ [Symbol.for("Jupyter.display")]: () => ({ "application/json": ${value} }) })`;
    const { reply } = await ben.execute("1", { user_expressions: { x } });
    expect(reply.content.user_expressions).toMatchObject({ x: { status: "error", ename: "RonchiError" } });
    expect(resultText((await ben.execute("'on'")).outputs)).toBe("'on'");
  });
});

/** Waits for a text on stderr of the kernel's process, and takes it away. */
async function logged(text: string): Promise<void> {
  await expect.poll(() => log).toContain(text);
  log = "";
}
