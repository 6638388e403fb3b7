import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CubeDescription } from "#core/data/cubeDescription.js";
import type { Executor, Plan, RunOptions, RunResult } from "#core/data/executor.js";
import type { FrontEnd } from "#kernel/frontEnd/frontEnd.js";
import { installSession } from "#kernel/session/session.js";
import { progressText, withSession } from "#kernel/session/sessionExecutor.js";

const plan: Plan = { cube: {} as CubeDescription, calls: [{ name: "bf", udf: "", params: 0 }], tiles: [] };
const result: RunResult = { results: {}, overflow: { pixels: 0, frames: 0 } };
let lines: string[];
let interrupt: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  const write = (text: string) => void lines.push(text);
  installSession({
    frontEnd: {} as FrontEnd,
    show: () => {},
    openLine: () => ({ update: write, end: write }),
    onInterrupt(listener) {
      interrupt = listener;
      return () => undefined;
    },
  });
});
afterEach(() => void vi.useRealTimers());

/** Takes `milliseconds` for 100 frames and tells of every tenth; ends at once when it is stopped. */
function slowExecutor(milliseconds: number): Executor {
  return withSession({
    async run(_plan, { signal, onProgress }: RunOptions = {}) {
      for (let doneFrames = 10; doneFrames <= 100; doneFrames += 10) {
        await vi.advanceTimersByTimeAsync(milliseconds / 10);
        if (signal?.aborted) throw new Error("stopped");
        onProgress?.({ doneFrames, totalFrames: 100 });
      }
      return result;
    },
  });
}

test("a short call leaves the output alone", async () => {
  await expect(slowExecutor(400).run(plan)).resolves.toBe(result);
  expect(lines).toEqual([]);
});

test("a long call shows a bar with its name, and at last what ran and how long it took", async () => {
  await slowExecutor(2000).run(plan, { title: "virtualImages" });
  expect(lines[0]).toMatch(/^virtualImages ▕█+ +▏ 30 % {2}30 of 100 frames, 2 s left$/);
  expect(lines.at(-1)).toBe("virtualImages: 100 frames in 2 s");
});

test("a call without a title is named by its analyses, and minutes are told as minutes", async () => {
  await slowExecutor(125_000).run(plan);
  expect(lines.at(-1)).toBe("bf: 100 frames in 2 min 5 s");
});

test("an interrupted call tells how far it came", async () => {
  const running = slowExecutor(10_000).run(plan, { title: "sumPattern", onProgress: () => interrupt() });
  await expect(running).rejects.toThrow("stopped");
  expect(lines.at(-1)).toBe("sumPattern: stopped after 10 of 100 frames");
});

test("nothing done yet promises no time", () => {
  expect(progressText({ doneFrames: 0, totalFrames: 10 }, 700)).toMatch(/ 0 % {2}0 of 10 frames$/);
});
