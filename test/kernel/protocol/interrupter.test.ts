import { describe, expect, test, vi } from "vitest";
import { testServer } from "./testServer.js";

const { toMain, logged, terminate, interruptSyncChild, send, execute, log, contents, fromMain, fails } =
  testServer();

describe("interrupt", () => {
  const asked = () => toMain.filter((m) => m.type === "interrupt");

  test("main that answers is never terminated; a cell that did not end by itself gets its reply", async () => {
    const id = execute("await forever");
    send("interrupt_request", {}, "control");
    fromMain({ type: "interrupted", token: asked()[0]?.token as number });
    await vi.advanceTimersByTimeAsync(1000);
    expect(terminate).not.toHaveBeenCalled();
    expect(interruptSyncChild).not.toHaveBeenCalled();
    expect(contents("execute_reply")[0]).toMatchObject({ parent: id, content: { ename: "Interrupted" } });
    expect(log().at(-1)).toBe(`status:idle<${id}`);
  });

  test("main that is in a call nothing ends is told once, and a later answer ends the cell", async () => {
    const id = execute("3n ** 10_000_000n");
    send("interrupt_request", {}, "control");
    await vi.advanceTimersByTimeAsync(5000);
    expect(interruptSyncChild).toHaveBeenCalledOnce();
    const told = contents("stream").filter((m) => m.parent === id);
    expect(told.map((m) => m.content.name)).toEqual(["stderr"]);
    expect(told[0]?.content.text).toContain("restart of the kernel");
    fromMain({ type: "interrupted", token: asked()[0]?.token as number });
    await vi.advanceTimersByTimeAsync(0);
    expect(contents("execute_reply")[0]).toMatchObject({ parent: id, content: { ename: "Interrupted" } });
  });

  test("a termination that fails is logged and tried again, and the interrupt ends as ever", async () => {
    const id = execute("while (true) {}");
    terminate.mockRejectedValueOnce(new Error("no session"));
    send("interrupt_request", {}, "control");
    await vi.advanceTimersByTimeAsync(60);
    expect(terminate).toHaveBeenCalledTimes(2);
    expect(logged).toEqual([expect.stringContaining("no session")]);
    fromMain({ type: "interrupted", token: asked()[0]?.token as number });
    await vi.advanceTimersByTimeAsync(0);
    expect(contents("execute_reply")[0]).toMatchObject({ parent: id, content: { ename: "Interrupted" } });
  });

  test("a mistake of the kernel at the end of an interrupt is logged, and the next cell runs", async () => {
    execute("await forever");
    send("interrupt_request", {}, "control");
    const from = vi.spyOn(Map.prototype, "keys").mockImplementationOnce(() => {
      throw new Error("broken");
    });
    fromMain({ type: "interrupted", token: asked()[0]?.token as number });
    await vi.advanceTimersByTimeAsync(0);
    from.mockRestore();
    expect(logged).toEqual([expect.stringContaining("broken")]);
    const next = execute("2");
    expect(toMain.filter((m) => m.type === "execute").at(-1)).toMatchObject({ requestId: next });
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
