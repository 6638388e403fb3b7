import { describe, expect, test, vi } from "vitest";
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

describe("a for await of a cell over a synchronous source", () => {
  test("runs its finally when an interrupt comes while it waits for a promise that never settles", async () => {
    const work = createWork("cell");
    const seen: unknown[] = [];
    const loop = runAs(work, async () => {
      try {
        for await (const value of each([1, Promise.resolve(2), new Promise(() => {})])) seen.push(value);
      } finally {
        seen.push("finally");
      }
    });
    const closed = runAs(work, async () => {
      for await (const value of each(promises(seen))) seen.push(value);
    });
    await vi.waitFor(() => expect(seen).toContain(2));
    interruptWork(work);
    await expect(loop).rejects.toThrow(InterruptedError);
    await expect(closed).rejects.toThrow(InterruptedError);
    expect(seen).toEqual([1, 2, "closed", "finally"]);
  });

  test("sees the values, the end, a break and an error as it does outside of a cell", async () => {
    const rejects = () => Promise.reject(new Error("no"));
    const sources: (() => Iterable<unknown>)[] = [
      () => [1, Promise.resolve("b"), undefined],
      () => "ab",
      () => new Map([[1, 2]]),
      () => new Set<unknown>(),
      () => [1, rejects(), 3],
      // biome-ignore lint/suspicious/noThenProperty: what is awaited need not be a promise.
      () => [{ then: (resolve: (value: string) => void) => resolve("thenable") }],
    ];
    for (const source of sources) {
      const inCell = await runAs(createWork("cell"), () => gone(each(source())));
      expect(inCell).toEqual(await gone(source()));
    }
  });

  test("complains of what cannot be gone through as it does outside of a cell", async () => {
    for (const nothing of [undefined, null, 5, {}, { [Symbol.asyncIterator]: 1 }]) {
      const outside = await gone(nothing as never);
      expect(outside.at(-1)).toMatch(/^TypeError/);
      expect(await runAs(createWork("cell"), () => gone(each(nothing as never)))).toHaveLength(
        outside.length,
      );
    }
  });
});

function* promises(seen: unknown[]) {
  try {
    yield new Promise(() => {});
  } finally {
    seen.push("closed");
  }
}

/** What a loop sees, up to its third value, and how it ends. */
async function gone(source: AsyncIterable<unknown> | Iterable<unknown>): Promise<unknown[]> {
  const seen: unknown[] = [];
  try {
    for await (const value of source) if (seen.push(value) === 3) break;
    return [...seen, "end"];
  } catch (error) {
    return [...seen, String(error)];
  }
}

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
