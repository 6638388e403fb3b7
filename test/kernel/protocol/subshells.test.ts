import { describe, expect, test } from "vitest";
import { testServer } from "./testServer.js";

const { toMain, send, execute, contents, done, fails } = testServer();

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
