import { describe, expect, test } from "vitest";
import { awaited, each, until } from "#kernel/interpreter/awaits.js";
import { InterruptedError } from "#kernel/interpreter/interruptedError.js";
import { createWork, interruptWork, runAs } from "#kernel/interpreter/work.js";

async function* numbers() {
  yield 1;
  yield 2;
}

describe("a for await of a cell", () => {
  test("leaves nothing behind when it has come to its end, or to a break", async () => {
    const work = createWork("cell");
    await runAs(work, async () => {
      for await (const _ of each(numbers()));
      for await (const _ of each(numbers())) break;
    });
    expect(work.waits.size).toBe(0);
  });

  test.each<[string, () => never]>([
    ["gives no promise", () => ({ done: true, value: undefined }) as never],
    [
      "throws",
      () => {
        throw new Error("no end");
      },
    ],
  ])("is interrupted also where return of its source %s", async (_, close) => {
    const work = createWork("cell");
    const source: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: close }),
    };
    const loop = runAs(work, async () => {
      for await (const _ of each(source));
    });
    interruptWork(work);
    await expect(loop).rejects.toThrow(InterruptedError);
  });
});

test("a getter named then that waits itself does not take the value from the await that reads it", () => {
  const value = {
    // biome-ignore lint/suspicious/noThenProperty: that is what this is about.
    get then() {
      until("inner");
      awaited();
      return undefined;
    },
  };
  runAs(createWork("cell"), () => {
    until(value);
    expect(awaited()).toBe(value);
  });
});
