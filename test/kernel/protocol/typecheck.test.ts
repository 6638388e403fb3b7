import { describe, expect, test, vi } from "vitest";
import { testServer } from "./testServer.js";

const { toMain, answerLanguage, send, execute, log, contents, fromMain, done } = testServer();

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
