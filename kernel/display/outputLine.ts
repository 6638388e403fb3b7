import { randomUUID } from "node:crypto";
import type { OutputLine } from "#kernel/api/session.js";
import { currentWork, runAs } from "../interpreter/work.js";
import type { Shower } from "./shower.js";

/** A line in the output of the running cell that can be replaced; nothing is shown before the first text. */
export function createOutputLine(shower: Shower): OutputLine {
  const displayId = randomUUID();
  const work = currentWork();
  let shown = false;
  const show = (text: string): void => {
    runAs(work, () => shower.bundle({ "text/plain": text }, {}, { displayId, update: shown }));
    shown = true;
  };
  return {
    update: show,
    // Jupyter has no message that takes one output away; an empty line is the least it can show.
    remove: () => {
      if (shown) show("");
    },
  };
}
