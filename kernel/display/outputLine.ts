import { randomUUID } from "node:crypto";
import { currentWork, runAs, type Work } from "../interpreter/work.js";
import type { OutputLine, Session } from "../session/session.js";
import type { Shower } from "./shower.js";

type Show = (text: string) => void;

/**
 * Lines in the output of the running cell that can be replaced; nothing is shown before the first text. The line that one
 * call left behind is taken by the next call of the same name in the same cell, so a loop leaves one line, not hundreds.
 */
export function createOutputLines(shower: Shower): Session["openLine"] {
  const ended = new WeakMap<Work, Map<string, Show>>();
  return (name): OutputLine => {
    const work = currentWork();
    const free = work && (ended.get(work) ?? new Map<string, Show>());
    if (work && free) ended.set(work, free);
    const show = free?.get(name) ?? newLine(shower, work);
    free?.delete(name);
    return {
      update: show,
      end(text) {
        show(text);
        free?.set(name, show);
      },
    };
  };
}

function newLine(shower: Shower, work: Work | undefined): Show {
  const displayId = randomUUID();
  let update = false;
  return (text) => {
    runAs(work, () => shower.bundle({ "text/plain": text }, {}, { displayId, update }));
    update = true;
  };
}
