import { describe, expect, test, vi } from "vitest";
import { testServer } from "./testServer.js";

const { toMain, history, execute, log, contents, fromMain, done, fails } = testServer();

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
