import { describe, expect, test, vi } from "vitest";
import { testServer } from "./testServer.js";

const { toMain, heard, send, execute, log, contents, fromMain, done, host } = testServer();

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
    host().send({ seq: 1 }, [shared]);
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
    host().updateSnapshot(Uint8Array.of(1, 2, 3), "now");
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
