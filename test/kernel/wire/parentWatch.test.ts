import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchParent } from "#kernel/wire/parentWatch.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched(start: number, alive: Set<number>, jupyterPid?: number) {
  const table = { ppid: start };
  const onGone = vi.fn();
  watchParent(onGone, jupyterPid, { ppid: () => table.ppid, isAlive: (pid) => alive.has(pid) });
  return { table, onGone, alive };
}

test("a changed parent means that the old one is gone, and is told once", () => {
  const { table, onGone } = watched(100, new Set([100]));
  vi.advanceTimersByTime(5000);
  expect(onGone).not.toHaveBeenCalled();
  table.ppid = 1;
  vi.advanceTimersByTime(5000);
  expect(onGone).toHaveBeenCalledTimes(1);
});

test("Jupyter behind a launcher is watched as well", () => {
  const { alive, onGone } = watched(100, new Set([100, 50]), 50);
  alive.delete(50);
  vi.advanceTimersByTime(1000);
  expect(onGone).toHaveBeenCalledTimes(1);
});

test("a JPY_PARENT_PID that was never alive here belongs to another host and does not count", () => {
  const { onGone } = watched(100, new Set([100]), 50);
  vi.advanceTimersByTime(5000);
  expect(onGone).not.toHaveBeenCalled();
});

test("a kernel whose parent is process 1, as in a container, lives", () => {
  const { onGone } = watched(1, new Set());
  vi.advanceTimersByTime(5000);
  expect(onGone).not.toHaveBeenCalled();
});
