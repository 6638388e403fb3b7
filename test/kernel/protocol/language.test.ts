import { describe, expect, test, vi } from "vitest";
import { testServer } from "./testServer.js";

const { toMain, answerLanguage, send, execute, log, contents } = testServer();

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
