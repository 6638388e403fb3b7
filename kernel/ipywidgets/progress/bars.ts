import { currentWork, type Work } from "../../interpreter/work.js";
import { cellOutput } from "../cell.js";
import type { BarView, Ending } from "./barView.js";
import { textBar } from "./textBar.js";
import { widgetBar } from "./widgetBar.js";

/** The progress of one loop. */
export interface ProgressBar {
  /** So many items are done. */
  show(done: number): void;
  /** Only the first call counts. */
  end(done: number, ending: Ending): void;
}

/** No more than ten pictures a second, ms apart. */
const pause = 100;

/** Bars whose loops have ended, to be used again by the next loop of that title in the same cell. */
const free = new WeakMap<Work, Map<string, BarView>>();

/** The bar of a loop that begins now. */
export function openBar(title: string, total: number | undefined): ProgressBar {
  const ended = endedBars();
  const view = ended?.get(title) ?? newView(title);
  ended?.delete(title);
  const started = performance.now();
  let drawn = started;
  let isOver = false;
  view.draw(0, total, 0);
  return {
    show(done) {
      const now = performance.now();
      if (isOver || now - drawn < pause) return;
      drawn = now;
      view.draw(done, total, now - started);
    },
    end(done, ending) {
      if (isOver) return;
      isOver = true;
      view.end(done, total, performance.now() - started, ending);
      ended?.set(title, view);
    },
  };
}

function newView(title: string): BarView {
  return cellOutput()?.drawsWidgets() ? widgetBar(title) : textBar(title);
}

function endedBars(): Map<string, BarView> | undefined {
  const work = currentWork();
  if (work === undefined) return undefined;
  const bars = free.get(work) ?? new Map<string, BarView>();
  free.set(work, bars);
  return bars;
}
