import { expect, test, vi } from "vitest";
import { CellRunner, type CellRunnerParts } from "#kernel/interpreter/cellRunner.js";
import type { ToWire } from "#kernel/wire/link.js";

test("an interrupt is over also where a listener of it throws, which is printed", async () => {
  const posted: ToWire[] = [];
  const parts = {
    interpreter: { describe: (thrown: Error) => ({ traceback: [thrown.message] }) },
    post: (message: ToWire) => void posted.push(message),
  };
  const runner = new CellRunner(parts as unknown as CellRunnerParts);
  const heard = vi.fn();
  runner.onInterrupt(() => {
    throw new Error("listener");
  });
  runner.onInterrupt(heard);
  runner.interrupt(7);
  await vi.waitFor(() => expect(posted.at(-1)).toEqual({ type: "interrupted", token: 7 }));
  expect(posted).toEqual([
    { type: "stream", requestId: "", name: "stderr", text: "listener\n" },
    { type: "interrupted", token: 7 },
  ]);
  expect(heard).toHaveBeenCalledOnce();
});
