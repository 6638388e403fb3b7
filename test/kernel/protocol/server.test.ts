import { createHmac } from "node:crypto";
import { cpus, hostname, totalmem } from "node:os";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Executor } from "#core/data/executor.js";
import type { HistoryStore } from "#kernel/protocol/history.js";
import { startServer } from "#kernel/protocol/server.js";
import type { ToMain } from "#kernel/wire/link.js";
import { createMockTransport, type MockTransport } from "#kernel/wire/mockTransport.js";
import type { DataPathHost } from "#widgets/models/dataPath.js";

const key = "key";
let transport: MockTransport;
let toMain: ToMain[];
let fromMain: ReturnType<typeof startServer>;
let terminate: ReturnType<typeof vi.fn<() => Promise<void>>>;
let exit: ReturnType<typeof vi.fn<() => void>>;
let host: DataPathHost;
let answerLanguage: ReturnType<typeof vi.fn<(type: string, question: object) => unknown>>;
let history: HistoryStore;
let heard: unknown[];
let logged: string[];
let count: number;

beforeEach(() => {
  vi.useFakeTimers();
  transport = createMockTransport();
  toMain = [];
  heard = [];
  logged = [];
  history = { session: 0, addInput: vi.fn(), addOutput: vi.fn(), entries: async () => [] };
  count = 0;
  terminate = vi.fn(async () => {});
  exit = vi.fn();
  answerLanguage = vi.fn(() => []);
  fromMain = startServer({
    transport,
    key,
    history: () => history,
    toMain: (message) => void toMain.push(message),
    log: (text) => void logged.push(text),
    terminate,
    inspect: () => {
      throw new Error("Nothing here asks the debugger about the main thread.");
    },
    ownCode: [],
    exit,
    executor: async () => ({}) as Executor,
    askLanguage: async (type, question) => answerLanguage(type, question) as never,
    dataPaths: async () => ({
      echo: (params, given) => {
        host = given;
        return {
          onMessage: (content, buffers) => void heard.push([params, content, buffers.length]),
          close: () => void heard.push("closed"),
        };
      },
    }),
  });
  return () => void vi.useRealTimers();
});

/** Plays the front end; returns the msg_id. */
function send(
  msgType: string,
  content: object,
  channel: "shell" | "control" | "stdin" = "shell",
  buffers: Uint8Array[] = [],
  more: object = {},
  client = "client",
) {
  const msg_id = `m${++count}`;
  const header = {
    msg_id,
    msg_type: msgType,
    session: "s",
    username: "u",
    date: "",
    version: "5.3",
    ...more,
  };
  const json = [header, {}, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
  const signature = createHmac("sha256", key).update(Buffer.concat(json)).digest("hex");
  transport.receive(channel, [
    ...[Buffer.from(client), Buffer.from("<IDS|MSG>"), Buffer.from(signature)],
    ...json,
    ...buffers,
  ]);
  return msg_id;
}

/** What the kernel sent, as "type", "status:busy<m1" (with the parent), in order. */
function log(): string[] {
  return transport.sent.map(({ frames }) => {
    const { type, parent, content } = read(frames);
    const state = type === "status" ? `:${content.execution_state}` : "";
    return `${type}${state}<${parent}`;
  });
}

function read(frames: readonly Uint8Array[]) {
  const json = frames.map((frame) => String(Buffer.from(frame)));
  const at = json.indexOf("<IDS|MSG>");
  const [header, parent, , content] = json.slice(at + 2, at + 6).map((text) => JSON.parse(text));
  return { type: header.msg_type as string, parent: parent.msg_id, content, buffers: frames.slice(at + 6) };
}

const contents = (type: string) =>
  transport.sent.map(({ frames }) => read(frames)).filter((m) => m.type === type);
const execute = (code: string, more: object = {}) => send("execute_request", { code, ...more });
const done = (requestId: string) => fromMain({ type: "done", requestId, status: "ok" });
const fails = (requestId: string) => {
  const error = { ename: "E", evalue: "v", traceback: ["t"] };
  fromMain({ type: "done", requestId, status: "error", error });
};

describe("cells", () => {
  test("run one at a time, with busy and idle around each and the reply before idle", () => {
    const [a, b] = [execute("1"), execute("2")];
    expect(toMain.map((m) => m.type)).toEqual(["execute"]);
    done(a);
    done(b);
    const cell = (id: string) =>
      ["status:busy", "execute_input", "execute_reply", "status:idle"].map((t) => `${t}<${id}`);
    expect(log()).toEqual([...cell(a), ...cell(b)]);
    expect(contents("execute_reply").map((m) => m.content.execution_count)).toEqual([1, 2]);
  });

  test("printed text is joined, and leaves before error, reply and idle", () => {
    const id = execute("1");
    for (const text of ["a", "b"]) fromMain({ type: "stream", requestId: id, name: "stdout", text });
    fromMain({ type: "stream", requestId: id, name: "stderr", text: "c" });
    fails(id);
    expect(log().slice(2)).toEqual(
      ["stream", "stream", "error", "execute_reply", "status:idle"].map((t) => `${t}<${id}`),
    );
    expect(contents("stream").map((m) => m.content.text)).toEqual(["ab", "c"]);
  });

  test("held text leaves after 10 ms by itself", () => {
    const id = execute("1");
    fromMain({ type: "stream", requestId: id, name: "stdout", text: "a" });
    expect(contents("stream")).toEqual([]);
    vi.advanceTimersByTime(10);
    expect(contents("stream").length).toBe(1);
  });

  test("64 k characters leave at once", () => {
    const id = execute("1");
    fromMain({ type: "stream", requestId: id, name: "stdout", text: "x".repeat(65_536) });
    expect(contents("stream").length).toBe(1);
  });

  test("stop_on_error: false lets the next cells run", () => {
    const [a, b] = [execute("1", { stop_on_error: false }), execute("2")];
    fails(a);
    done(b);
    expect(contents("execute_reply").map((m) => m.content.status)).toEqual(["error", "ok"]);
  });

  test("store_history: false shows the cell but does not count it", () => {
    done(execute("1", { store_history: false }));
    expect(contents("execute_input")[0]?.content).toEqual({ code: "1", execution_count: 0 });
    expect(history.addInput).not.toHaveBeenCalled();
  });

  test("a second end of the same cell is ignored", () => {
    const id = execute("1");
    done(id);
    done(id);
    expect(contents("execute_reply").length).toBe(1);
  });
});

describe("subshells", () => {
  const create = () => {
    send("create_subshell_request", {}, "control");
    return contents("create_subshell_reply").at(-1)?.content.subshell_id as string;
  };
  const executeIn = (subshell_id: string | null, code: string) =>
    send("execute_request", { code }, "shell", [], { subshell_id });

  test("have a queue each, count together, and an error aborts only the cells of its own", () => {
    const subshell = create();
    const [main, waiting] = [execute("main"), execute("waiting")];
    const [other, aborted] = [executeIn(subshell, "other"), executeIn(subshell, "aborted")];
    expect(toMain.map((m) => m.type === "execute" && m.requestId)).toEqual([main, other]);
    fails(other);
    done(main);
    done(waiting);
    const replies = contents("execute_reply").map((m) => [m.parent, m.content.status]);
    expect(replies).toEqual([
      [other, "error"],
      [aborted, "aborted"],
      [main, "ok"],
      [waiting, "ok"],
    ]);
    expect(contents("execute_input").map((m) => m.content.execution_count)).toEqual([1, 2, 3]);
  });

  test("are listed until they are deleted; a running cell still gets its reply", () => {
    const [a, b] = [create(), create()];
    const cell = executeIn(a, "1");
    send("list_subshell_request", {}, "control");
    send("delete_subshell_request", { subshell_id: a }, "control");
    send("list_subshell_request", {}, "control");
    done(cell);
    expect(contents("list_subshell_reply").map((m) => m.content.subshell_id)).toEqual([[a, b], [b]]);
    expect(contents("execute_reply")[0]).toMatchObject({ parent: cell, content: { status: "ok" } });
  });

  test("one that does not exist is an error in the reply", () => {
    executeIn("nobody", "1");
    send("delete_subshell_request", { subshell_id: "nobody" }, "control");
    expect(contents("execute_reply")[0]?.content).toMatchObject({
      status: "error",
      ename: "UnknownSubshell",
    });
    expect(contents("delete_subshell_reply")[0]?.content).toMatchObject({ status: "error" });
  });
});

describe("input", () => {
  const ask = (requestId: string, inputId: string, prompt = "?") =>
    fromMain({ type: "input-request", requestId, inputId, prompt, password: false });
  const answers = () => toMain.filter((m) => m.type === "input-answer");

  test("is asked on stdin, one question at a time, and what was printed comes before", () => {
    const cell = execute("1", { allow_stdin: true });
    fromMain({ type: "stream", requestId: cell, name: "stdout", text: "first" });
    ask(cell, "a", "A?");
    ask(cell, "b", "B?");
    expect(log().slice(-2)).toEqual([`stream<${cell}`, `input_request<${cell}`]);
    send("input_reply", { value: "1" }, "stdin");
    expect(contents("input_request").map((m) => m.content)).toEqual([
      { prompt: "A?", password: false },
      { prompt: "B?", password: false },
    ]);
    send("input_reply", { value: "2" }, "stdin");
    send("input_reply", { value: "to nobody" }, "stdin");
    expect(answers().map((m) => [m.inputId, m.answer])).toEqual([
      ["a", { text: "1" }],
      ["b", { text: "2" }],
    ]);
  });

  test("is refused where nobody can answer: allow_stdin is false, or the cell has ended", () => {
    const cell = execute("1", { allow_stdin: false });
    ask(cell, "a");
    done(cell);
    const ended = execute("2", { allow_stdin: true });
    done(ended);
    ask(ended, "b");
    expect(answers().map((m) => m.answer)).toEqual([{ refused: "nobody" }, { refused: "nobody" }]);
    expect(contents("input_request")).toEqual([]);
  });

  test("goes to the front end whose cell asks, and only that one's answer counts", () => {
    send("create_subshell_request", {}, "control");
    const { subshell_id } = contents("create_subshell_reply")[0]!.content;
    const a = send("execute_request", { code: "1", allow_stdin: true }, "shell", [], {}, "A");
    const b = send("execute_request", { code: "2", allow_stdin: true }, "shell", [], { subshell_id }, "B");
    ask(a, "of a");
    ask(b, "of b");
    expect(contents("input_request").map((m) => m.parent)).toEqual([a, b]);
    send("input_reply", { value: "from B" }, "stdin", [], {}, "B");
    send("input_reply", { value: "again from B" }, "stdin", [], {}, "B");
    send("input_reply", { value: "from A" }, "stdin", [], {}, "A");
    expect(answers().map((m) => [m.inputId, m.answer])).toEqual([
      ["of b", { text: "from B" }],
      ["of a", { text: "from A" }],
    ]);
  });

  test("an interrupt ends the wait", () => {
    ask(execute("1", { allow_stdin: true }), "a");
    send("interrupt_request", {}, "control");
    expect(answers().map((m) => m.answer)).toEqual([{ refused: "interrupted" }]);
  });
});

describe("the control channel", () => {
  test("usage tells process and machine", () => {
    send("usage_request", {}, "control");
    expect(contents("usage_reply")[0]?.content).toEqual({
      status: "ok",
      hostname: hostname(),
      pid: process.pid,
      kernel_cpu: expect.any(Number),
      kernel_memory: expect.any(Number),
      cpu_count: cpus().length,
      host_cpu_percent: expect.any(Number),
      host_virtual_memory: expect.objectContaining({ total: totalmem() }),
    });
  });

  test("what needs an attached debugger is refused without one, as the debug adapter protocol has it", async () => {
    send("debug_request", { type: "request", seq: 3, command: "stackTrace" }, "control");
    await vi.waitFor(() => expect(contents("debug_reply")).toHaveLength(1));
    expect(contents("debug_reply")[0]?.content).toMatchObject({ request_seq: 3, success: false });
  });
});

describe("interrupt", () => {
  const asked = () => toMain.filter((m) => m.type === "interrupt");

  test("main that answers is never terminated; a cell that did not end by itself gets its reply", async () => {
    const id = execute("await forever");
    send("interrupt_request", {}, "control");
    fromMain({ type: "interrupted", token: asked()[0]?.token as number });
    await vi.advanceTimersByTimeAsync(1000);
    expect(terminate).not.toHaveBeenCalled();
    expect(contents("execute_reply")[0]).toMatchObject({ parent: id, content: { ename: "Interrupted" } });
    expect(log().at(-1)).toBe(`status:idle<${id}`);
  });

  test("main that is in a call nothing ends is told once, and a later answer ends the cell", async () => {
    const id = execute("3n ** 10_000_000n");
    send("interrupt_request", {}, "control");
    await vi.advanceTimersByTimeAsync(5000);
    const told = contents("stream").filter((m) => m.parent === id);
    expect(told.map((m) => m.content.name)).toEqual(["stderr"]);
    expect(told[0]?.content.text).toContain("restart of the kernel");
    fromMain({ type: "interrupted", token: asked()[0]?.token as number });
    await vi.advanceTimersByTimeAsync(0);
    expect(contents("execute_reply")[0]).toMatchObject({ parent: id, content: { ename: "Interrupted" } });
  });

  test("main that does not answer is terminated until it does, and no cell starts meanwhile", async () => {
    const id = execute("while (true) {}");
    send("interrupt_request", {}, "control");
    await vi.advanceTimersByTimeAsync(60);
    expect(terminate).toHaveBeenCalledTimes(2);
    fails(id);
    const next = execute("2");
    expect(toMain.filter((m) => m.type === "execute").length).toBe(1);
    fromMain({ type: "interrupted", token: asked()[0]?.token as number });
    await vi.advanceTimersByTimeAsync(500);
    expect(terminate).toHaveBeenCalledTimes(2);
    expect(toMain.at(-1)).toMatchObject({ type: "execute", requestId: next });
  });

  test("a comm message whose listener was terminated gets its idle", async () => {
    const id = send("comm_msg", { comm_id: "c", data: {} });
    fromMain({ type: "sigint" });
    fromMain({ type: "interrupted", token: asked()[0]?.token as number });
    await vi.advanceTimersByTimeAsync(0);
    expect(log().at(-1)).toBe(`status:idle<${id}`);
  });
});

describe("comms", () => {
  const custom = (content: object, buffers: Uint8Array[] = []) =>
    send("comm_msg", { comm_id: "w", data: { method: "custom", content } }, "shell", buffers);

  test("custom messages of a data path never reach main, and the kernel that takes them stays idle", async () => {
    fromMain({ type: "data-path", commId: "w", kind: "echo", params: 5 });
    const id = custom({ a: 1 }, [new Uint8Array(3)]);
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).toEqual([[5, { a: 1 }, 1]]);
    expect(toMain.some((m) => m.type === "comm-msg")).toBe(false);
    expect(log()).toEqual([`status:idle<${id}`]);
  });

  test("the idles of a data path's messages wait for the running cell, or for many others, and busy follows them", async () => {
    const cell = execute("1");
    fromMain({ type: "data-path", commId: "w", kind: "echo", params: 5 });
    const ids = Array.from({ length: 70 }, () => custom({}));
    await vi.advanceTimersByTimeAsync(0);
    const idle = (id: string) => `status:idle<${id}`;
    expect(log().slice(2)).toEqual([...ids.slice(0, 64).map(idle), `status:busy<${cell}`]);
    done(cell);
    expect(log().slice(-7)).toEqual([...ids.slice(64), cell].map(idle));
  });

  test("other messages of the same comm go to main", () => {
    fromMain({ type: "data-path", commId: "w", kind: "echo", params: 5 });
    send("comm_msg", { comm_id: "w", data: { method: "update", state: {} } });
    expect(toMain.at(-1)).toMatchObject({ type: "comm-msg", commId: "w", data: { method: "update" } });
  });

  test("what a data path sends is copied and belongs to the last message of its view", async () => {
    fromMain({ type: "data-path", commId: "w", kind: "echo", params: 5 });
    const id = custom({});
    await vi.advanceTimersByTimeAsync(0);
    const shared = new Uint8Array(new SharedArrayBuffer(4)).fill(1);
    host.send({ seq: 1 }, [shared]);
    shared.fill(2);
    const [sent] = contents("comm_msg");
    expect(sent).toMatchObject({
      parent: id,
      content: { comm_id: "w", data: { method: "custom", content: { seq: 1 } } },
    });
    expect([...(sent!.buffers[0] as Uint8Array)]).toEqual([1, 1, 1, 1]);
  });

  test("a snapshot replaces picture and caption in the cell that showed the widget and keeps all other entries", async () => {
    const view = "application/vnd.ronchi.widget-view+json";
    const requestId = execute("show");
    const data = {
      "text/plain": "w",
      "image/png": "old",
      "application/x": 1,
      [view]: { model_id: "w", widget: "W" },
    };
    fromMain({ type: "display", requestId, data, metadata: {}, displayId: "d" });
    fromMain({ type: "data-path", commId: "w", kind: "echo", params: 5 });
    done(requestId);
    custom({});
    await vi.advanceTimersByTimeAsync(0);
    host.updateSnapshot(Uint8Array.of(1, 2, 3), "now");
    const [update] = contents("update_display_data");
    expect(update).toMatchObject({ parent: requestId, content: { transient: { display_id: "d" } } });
    expect(update?.content.data).toEqual({
      ...data,
      "image/png": "AQID",
      [view]: { model_id: "w", widget: "W", caption: "now", time: new Date().toISOString() },
    });
  });

  test("an unknown data path is reported and the comm lives", async () => {
    const cell = execute("1");
    fromMain({ type: "data-path", commId: "w", kind: "nobody", params: 5 });
    const id = custom({});
    await vi.advanceTimersByTimeAsync(20);
    expect(contents("stream")[0]).toMatchObject({ parent: cell, content: { name: "stderr" } });
    done(cell);
    expect(log()).toContain(`status:idle<${id}`);
  });

  test("closing the comm closes its data path", async () => {
    fromMain({ type: "data-path", commId: "w", kind: "echo", params: 5 });
    send("comm_close", { comm_id: "w", data: {} });
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).toEqual(["closed"]);
  });
});

describe("what is no message of a front end with the key", () => {
  const signed = (...json: string[]) => {
    const frames = json.map((text) => Buffer.from(text));
    const signature = createHmac("sha256", key).update(Buffer.concat(frames)).digest("hex");
    return [Buffer.from("<IDS|MSG>"), Buffer.from(signature), ...frames];
  };
  const header = JSON.stringify({ msg_id: "m", msg_type: "kernel_info_request" });

  test.each([
    ["without a delimiter", [Buffer.from("hello")]],
    ["without a signature", [Buffer.from("<IDS|MSG>")]],
    ["with another signature", signed(header, "{}", "{}", "{}").with(1, Buffer.from("0".repeat(64)))],
    ["cut off", signed(header, "{}", "{}", "{}").slice(0, 4)],
    ["that is not JSON", signed("{", "{}", "{}", "{}")],
    ["without a header", signed("null", "{}", "{}", "{}")],
    ["of nothing", []],
  ])("a message %s is dropped and logged, and the next one is answered", (_, frames) => {
    for (const channel of ["shell", "control", "stdin"] as const) transport.receive(channel, frames);
    expect(transport.sent).toEqual([]);
    expect(logged.length).toBe(3);
    send("kernel_info_request", {});
    expect(contents("kernel_info_reply").length).toBe(1);
  });

  test("a repeated message is dropped", () => {
    const frames = signed(header, "{}", "{}", "{}");
    transport.receive("shell", frames);
    transport.receive("shell", frames);
    expect(contents("kernel_info_reply").length).toBe(1);
    expect(logged.length).toBe(1);
  });
});

test("a subscription is welcomed under its own topic", () => {
  transport.receive("iopub", [Buffer.concat([Uint8Array.of(1), Buffer.from("stream")])]);
  transport.receive("iopub", [Uint8Array.of(0)]);
  expect(transport.sent.length).toBe(1);
  expect(String(transport.sent[0]?.frames[0])).toBe("stream");
  expect(contents("iopub_welcome")[0]?.content).toEqual({ subscription: "stream" });
});

test("shutdown replies first and then ends the process", async () => {
  send("shutdown_request", { restart: true }, "control");
  expect(contents("shutdown_reply")[0]?.content).toEqual({ status: "ok", restart: true });
  await vi.advanceTimersByTimeAsync(0);
  expect(exit).toHaveBeenCalledTimes(1);
});

describe("language requests", () => {
  test("are answered when the language worker has answered, between busy and idle", async () => {
    const answer = { status: "ok", matches: ["area"], cursor_start: 2, cursor_end: 3, metadata: {} };
    answerLanguage.mockReturnValue(answer);
    const id = send("complete_request", { code: "a.a", cursor_pos: 3 });
    expect(log()).toEqual([`status:busy<${id}`]);
    await vi.advanceTimersByTimeAsync(0);
    expect(log()).toEqual([`status:busy<${id}`, `complete_reply<${id}`, `status:idle<${id}`]);
    expect(contents("complete_reply")[0]?.content).toEqual(answer);
    expect(answerLanguage).toHaveBeenCalledWith("complete", { code: "a.a", cursor: 3 });
  });

  test("is_complete goes to main, and to the language worker while a cell runs", async () => {
    send("is_complete_request", { code: "1" });
    expect(toMain.map(({ type }) => type)).toEqual(["is-complete"]);
    execute("2");
    answerLanguage.mockReturnValue({ status: "complete" });
    const id = send("is_complete_request", { code: "1" });
    await vi.advanceTimersByTimeAsync(0);
    expect(contents("is_complete_reply")).toMatchObject([{ parent: id, content: { status: "complete" } }]);
  });

  test("a worker that fails gives error replies, whole ones", async () => {
    answerLanguage.mockImplementation(() => {
      throw new Error("out of memory");
    });
    send("complete_request", { code: "a", cursor_pos: 1 });
    send("inspect_request", { code: "a", cursor_pos: 1 });
    await vi.advanceTimersByTimeAsync(0);
    const failed = { status: "error", ename: "Error", evalue: "out of memory" };
    expect(contents("complete_reply")[0]?.content).toMatchObject({ ...failed, matches: [], cursor_end: 1 });
    expect(contents("inspect_reply")[0]?.content).toMatchObject({ ...failed, found: false, data: {} });
  });
});

describe("type checks", () => {
  const wrong = { code: 2345, message: "Not a number.", line: 2, column: 3, length: 3, excerpt: "f('a')" };
  const settle = () => vi.advanceTimersByTimeAsync(20);

  test("warn: the cell runs at once, and its errors are printed when they are known", async () => {
    let tell: (diagnostics: unknown) => void = () => {};
    answerLanguage.mockReturnValue(new Promise((resolve) => (tell = resolve)));
    const id = execute("1;\nf('a')");
    expect(toMain).toHaveLength(1);
    done(id);
    expect(contents("execute_reply")).toHaveLength(1);
    tell([wrong]);
    await settle();
    const [stream] = contents("stream");
    expect(stream?.parent).toBe(id);
    expect(stream?.content.name).toBe("stderr");
    expect(stream?.content.text.split("\n")).toEqual([
      "In[1]:2:3 TS2345: Not a number.",
      "> 2 | f('a')",
      "    |   ^^^",
      "(%typecheck warn: the cell runs all the same)",
      "",
    ]);
  });

  test("warn, where nobody can be asked: the reply comes at once, and idle waits for the errors", async () => {
    let tell: (diagnostics: unknown) => void = () => {};
    answerLanguage.mockReturnValue(new Promise((resolve) => (tell = resolve)));
    const id = execute("1;\nf('a')", { allow_stdin: false });
    const next = execute("2", { allow_stdin: true });
    done(id);
    expect(
      log()
        .filter((line) => line.endsWith(id))
        .at(-1),
    ).toBe(`execute_reply<${id}`);
    expect(toMain.map((m) => m.type)).toEqual(["execute", "execute"]);
    done(next);
    expect(log()).toContain(`status:idle<${next}`);
    tell([wrong]);
    await vi.advanceTimersByTimeAsync(0);
    expect(
      log()
        .filter((line) => line.endsWith(id))
        .slice(-2),
    ).toEqual([`stream<${id}`, `status:idle<${id}`]);
  });

  test("warn, where nobody can be asked: idle comes after three seconds in any case", async () => {
    answerLanguage.mockReturnValue(new Promise(() => {}));
    const id = execute("1", { allow_stdin: false });
    done(id);
    await vi.advanceTimersByTimeAsync(2900);
    expect(log()).not.toContain(`status:idle<${id}`);
    await vi.advanceTimersByTimeAsync(200);
    expect(log().at(-1)).toBe(`status:idle<${id}`);
  });

  test("off: nothing is checked, but what the cell declares is known", async () => {
    fromMain({ type: "typecheck", mode: "off" });
    execute("let a = 1");
    const cell = { code: "let a = 1", label: "In[1]" };
    expect(answerLanguage.mock.calls).toEqual([["ran", { cell, check: false }]]);
  });

  test("strict: a cell with errors never reaches main, and the ones after it are aborted", async () => {
    fromMain({ type: "typecheck", mode: "strict" });
    answerLanguage.mockImplementation((type) => (type === "check" ? [wrong] : []));
    execute("f('a')");
    execute("2");
    await settle();
    expect(toMain).toEqual([]);
    expect(contents("error")[0]?.content.ename).toBe("TypeCheckError");
    expect(contents("error")[0]?.content.traceback).toContain("In[1]:2:3 TS2345: Not a number.");
    expect(contents("execute_reply").map(({ content }) => content.status)).toEqual(["error", "aborted"]);
    expect(answerLanguage.mock.calls.map(([type]) => type)).toEqual(["check"]);
  });

  test("strict: a right cell runs, and is known to later ones", async () => {
    fromMain({ type: "typecheck", mode: "strict" });
    execute("1");
    expect(toMain).toEqual([]);
    await settle();
    expect(toMain).toHaveLength(1);
    expect(answerLanguage.mock.calls.map(([type]) => type)).toEqual(["check", "ran"]);
  });

  test("strict: a cell that is interrupted while it is checked does not run", async () => {
    fromMain({ type: "typecheck", mode: "strict" });
    execute("1");
    send("interrupt_request", {}, "control");
    fromMain({ type: "interrupted", token: 1 });
    await settle();
    expect(toMain.map(({ type }) => type)).toEqual(["interrupt"]);
    expect(contents("execute_reply")[0]?.content.ename).toBe("Interrupted");
  });

  test("strict: when the check itself fails, the cell runs and says so", async () => {
    fromMain({ type: "typecheck", mode: "strict" });
    answerLanguage.mockImplementation((type) => {
      if (type === "check") throw new Error("out of memory");
      return [];
    });
    execute("1");
    await settle();
    expect(toMain).toHaveLength(1);
    expect(contents("stream")[0]?.content.text).toContain("could not be checked: out of memory");
  });

  test("a silent cell is never checked", async () => {
    fromMain({ type: "typecheck", mode: "strict" });
    execute("1", { silent: true });
    expect(toMain).toHaveLength(1);
    expect(answerLanguage.mock.calls[0]?.[1]).toMatchObject({ check: false });
  });
});

describe("a mistake of the kernel itself", () => {
  const broken = () => {
    throw new Error("broken");
  };
  const runs = () => {
    const id = execute("1");
    done(id);
    expect(log().slice(-2)).toEqual([`execute_reply<${id}`, `status:idle<${id}`]);
  };

  test("in a cell is logged and ends the cell with an error, and the next cell runs", () => {
    history.addInput = vi.fn().mockImplementationOnce(broken);
    const id = execute("1");
    expect(contents("execute_reply")[0]).toMatchObject({
      parent: id,
      content: { status: "error", evalue: "broken" },
    });
    expect(log().at(-1)).toBe(`status:idle<${id}`);
    expect(logged[0]).toContain("The kernel failed at execute_request on shell: Error: broken");
    runs();
  });

  test.each([
    ["shell", "history_request", { hist_access_type: "tail" }],
    ["control", "usage_request", {}],
    ["shell", "comm_info_request", {}],
  ] as const)("on %s in %s gets a reply with an error, and idle", async (channel, type, content) => {
    history.entries = broken;
    const hidden = vi.spyOn(Object, "fromEntries").mockImplementation(broken);
    const memory = vi.spyOn(process, "cpuUsage").mockImplementation(broken);
    const id = send(type, content, channel);
    await vi.advanceTimersByTimeAsync(0);
    hidden.mockRestore();
    memory.mockRestore();
    const reply = type.replace("request", "reply");
    expect(contents(reply)).toMatchObject([
      { parent: id, content: { status: "error", ename: "Error", evalue: "broken" } },
    ]);
    expect(log().at(-1)).toBe(`status:idle<${id}`);
    runs();
  });

  test("on the data path of a widget or in a comm ends with idle, without a reply", () => {
    const get = vi.spyOn(Map.prototype, "get").mockImplementationOnce(broken);
    const id = send("comm_msg", { comm_id: "c", data: {} });
    get.mockRestore();
    expect(logged.length).toBe(1);
    expect(log()).toEqual([`status:busy<${id}`, `status:idle<${id}`]);
    runs();
  });

  test("on stdin is logged", () => {
    const cell = execute("1", { allow_stdin: true });
    const reply = { port: { postMessage: broken }, answered: new Int32Array(1) };
    const question = { requestId: cell, inputId: "a", prompt: "?", password: false };
    fromMain({ type: "input-request", ...question, reply: reply as never });
    send("input_reply", { value: "1" }, "stdin");
    expect(logged[0]).toContain("The kernel failed at input_reply on stdin: Error: broken");
    done(cell);
    runs();
  });

  test("a message type that every object has is unknown, as any other", () => {
    for (const type of ["hasOwnProperty", "constructor", "__proto__"]) {
      const id = send(type, {});
      expect(log().slice(-2)).toEqual([`status:busy<${id}`, `status:idle<${id}`]);
    }
    expect(logged).toEqual([]);
  });

  test("something shown that JSON cannot hold is told in the cell's output, and the cell goes on", () => {
    const id = execute("1");
    fromMain({ type: "display", requestId: id, data: { "application/json": { a: 1n } }, metadata: {} });
    fromMain({
      type: "comm-open",
      ...{ requestId: id, commId: "c", target: "t", data: { a: 1n } },
      ...noMore,
    });
    fromMain({ type: "done", requestId: id, status: "ok", userExpressions: { a: 1n } });
    expect(contents("stream").map((m) => m.content.text)).toEqual([
      expect.stringMatching(/^This could not be sent to the front end \(display\): .*BigInt/),
      expect.stringMatching(/\(comm-open\)/),
    ]);
    expect(contents("execute_reply")[0]?.content).toMatchObject({ status: "error", ename: "TypeError" });
    expect(log().at(-1)).toBe(`status:idle<${id}`);
    runs();
  });
});

const noMore = { metadata: {}, buffers: [] };
