import { describe, expect, test, vi } from "vitest";
import { testServer } from "./testServer.js";

const { logged, history, send, execute, log, contents, fromMain, done } = testServer();

const noMore = { metadata: {}, buffers: [] };

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
