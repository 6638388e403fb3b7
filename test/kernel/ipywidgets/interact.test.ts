import { beforeEach, expect, expectTypeOf, test } from "vitest";
import { IntSlider, interactive } from "#kernel/api/ipywidgets.js";
import { installCellOutput } from "#kernel/ipywidgets/cell.js";
import { RecordedHost } from "./recordedHost.js";

let host: RecordedHost;
let shown: unknown[];
let errors: unknown[];
beforeEach(() => {
  host = new RecordedHost();
  [shown, errors] = [[], []];
  installCellOutput({
    clear: () => {},
    show: (value) => void shown.push(value),
    showError: (thrown) => void errors.push(thrown),
    drawsWidgets: () => true,
  });
});

test("the function gets each value under its name, typed as its widget gives it", () => {
  const slider = new IntSlider({ value: 3 });
  const box = interactive(
    (values) => {
      expectTypeOf(values).toEqualTypeOf<{
        readonly x: number;
        readonly name: "a" | "b";
        readonly flag: boolean;
        readonly slider: number;
      }>();
      return values;
    },
    { x: [0, 10], name: ["a", "b"], flag: true, slider },
  );
  expect(box.result).toEqual({ x: 5, name: "a", flag: true, slider: 3 });
  slider.value = 4;
  expect(box.result).toMatchObject({ slider: 4 });
  expect(shown).toHaveLength(2);
});

test("a function that throws shows its error, and runs again after the next change", () => {
  const failure = new Error("three");
  const box = interactive(
    ({ x }) => {
      if (x === 3) throw failure;
      return x;
    },
    { x: [0, 10] },
  );
  host.page(box.children[0]!, { value: 3 });
  host.page(box.children[0]!, { value: 4 });
  expect(errors).toEqual([failure]);
  expect(box.result).toBe(4);
});

test("of the changes that come while a promise is awaited the last one counts", async () => {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const box = interactive(
    async ({ x }) => {
      begun.push(x);
      await new Promise<void>((end) => ends.push(end));
      return x;
    },
    { x: [0, 10] },
  );
  for (const value of [1, 2, 3]) host.page(box.children[0]!, { value });
  expect(begun).toEqual([5]);
  ends[0]!();
  await expect.poll(() => begun).toEqual([5, 3]);
  ends[1]!();
  await expect.poll(() => box.result).toBe(3);
  const ids = host.sent.filter(({ data }) => "msg_id" in ((data as { state?: object }).state ?? {}));
  expect(ids.at(-1)).toMatchObject({ data: { state: { msg_id: "" } } });
});

test("a slider for a range whose ends are the wrong way round is refused by name", () => {
  expect(() => interactive(() => 0, { x: [10, 0] })).toThrow(/interact.x: .* expected the lower end first/);
});
