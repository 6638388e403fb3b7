import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RonchiError } from "#core/errors.js";
import * as ipywidgets from "#kernel/api/ipywidgets.js";
import { RecordedHost } from "./recordedHost.js";

type State = Readonly<Record<string, unknown>>;
type Case = readonly [name: string, init: State, trait: string | null, value: unknown, result: State | null];

/** What ipywidgets 8.1.9 does, written by make_assignments.py beside it. */
const file = new URL("../../fixtures/ipywidgets/assignments.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];
const classes = ipywidgets as unknown as Record<string, new (init: State) => Record<string, unknown>>;
const watched = ["value", "min", "max", "index", "selected_index", "base", "step", "width"];

/**
 * Refused here: Python makes a list of the letters of a text, never looks at `min` and `max` of number tags, and takes
 * the word "None" for an extent.
 */
const stricter = [
  ["TagsInput", { value: "ab" }],
  ["IntsInput", [10]],
  ["IntsInput", [-1]],
  ["FloatsInput", [9.5]],
  ["Video", null],
];

test("values are kept, moved inside or refused as ipywidgets does it", () => {
  new RecordedHost();
  const differing = cases.filter(([name, init, trait, value, result]) => {
    const found = outcome(name, init, trait, value);
    return JSON.stringify(sorted(found)) !== JSON.stringify(sorted(result));
  });
  expect(differing.map(([name, init, trait, value]) => [name, trait === null ? init : value])).toEqual(
    stricter,
  );
  for (const [name, init, trait, value] of differing) expect(outcome(name, init, trait, value)).toBeNull();
});

function outcome(name: string, init: State, trait: string | null, value: unknown): State | null {
  try {
    const widget = new classes[name]!(init);
    if (trait !== null) widget[trait] = value;
    const known = watched.filter((one) => one in widget && !(widget[one] instanceof Uint8Array));
    return Object.fromEntries(known.map((one) => [one, widget[one]]));
  } catch (error) {
    if (error instanceof RonchiError && error.code === "invalid-argument") return null;
    throw error;
  }
}

function sorted(state: State | null): unknown {
  return state && Object.entries(state).sort(([a], [b]) => (a < b ? -1 : 1));
}
