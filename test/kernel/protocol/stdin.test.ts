import { describe, expect, test } from "vitest";
import { testServer } from "./testServer.js";

const { toMain, send, execute, log, contents, fromMain, done } = testServer();

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
