import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as ipywidgets from "#kernel/api/ipywidgets.js";
import { createWork, runAs } from "#kernel/interpreter/work.js";
import { installCellOutput } from "#kernel/ipywidgets/cell.js";
import { layoutPrograms } from "./layoutPrograms.js";
import { programs } from "./programs.js";
import { type Recorded, RecordedHost, renumbered } from "./recordedHost.js";
import { traitPrograms } from "./traitPrograms.js";

const allPrograms = { ...programs, ...layoutPrograms, ...traitPrograms };

/** What ipywidgets 8.1.9 sends for the same programs, written by make_messages.py beside it. */
const file = new URL("../../fixtures/ipywidgets/messages.json", import.meta.url);
const expected = JSON.parse(readFileSync(file, "utf8")) as Record<string, Recorded[]>;

const host = new RecordedHost();
installCellOutput({
  clear: (wait) => host.note({ clear: wait }),
  show: () => undefined,
  showError: (thrown) => {
    throw thrown;
  },
  drawsWidgets: () => true,
});
const classes = ipywidgets as unknown as Record<string, new (init?: object) => { id: string }>;
const needed: Readonly<Record<string, object>> = {
  SelectionSlider: { options: ["a"] },
  SelectionRangeSlider: { options: ["a", "b"] },
};

describe("ipywidgets' messages, one by one", () => {
  const made = Object.keys(expected).filter((name) => name.startsWith("new "));
  test.each(made)("%s: the model with its defaults, after its layout and style", (program) => {
    const name = program.slice("new ".length);
    expect(play(() => void new classes[name]!(needed[name]))).toEqual(expected[program]);
  });

  test.each(Object.entries(allPrograms))("%s", (name, program) => {
    expect(play(() => program(host))).toEqual(expected[name]?.map(asOurs));
  });

  test("every program of the fixture is played here", () => {
    const played = [...made, ...Object.keys(allPrograms)];
    expect(played.sort()).toEqual(Object.keys(expected).sort());
  });
});

/** An anywidget is of no Python class here, and takes whichever anywidget the front end has. */
function asOurs(message: Recorded): Recorded {
  const state = (message.data as { state?: Record<string, unknown> } | undefined)?.state;
  if (state?._model_module !== "anywidget") return message;
  const own = { _model_module_version: "*", _view_module_version: "*", _anywidget_id: expect.any(String) };
  return { ...message, data: { ...(message.data as object), state: { ...state, ...own } } };
}

function play(program: () => void): Recorded[] {
  host.sent = [];
  runAs(createWork("cell"), program);
  return renumbered(host.sent);
}
