import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import vm from "node:vm";
import { expect, test } from "vitest";
import { installTimers } from "#kernel/interpreter/timers.js";

setFlagsFromString("--expose-gc");
const collect = vm.runInNewContext("gc") as () => void;
installTimers();

/** What the callback of a timer holds, seen from outside; the timer itself is cleared. */
function cleared<Timer>(
  start: (callback: () => void) => Timer,
  clear: (timer: Timer) => void,
): WeakRef<object> {
  const held = {};
  clear(start(() => held));
  return new WeakRef(held);
}

test("a timer that is cleared before it fires is forgotten, with all that its callback holds", async () => {
  const refs = [
    cleared((callback) => setTimeout(callback, 1e6), clearTimeout),
    cleared((callback) => setInterval(callback, 1e6), clearInterval),
    cleared((callback) => setImmediate(callback), clearImmediate),
  ];
  for (let i = 0; i < 5; i++) {
    await sleep(1);
    collect();
  }
  expect(refs.map((ref) => ref.deref())).toEqual([undefined, undefined, undefined]);
});
