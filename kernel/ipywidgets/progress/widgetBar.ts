import { cellOutput } from "../cell.js";
import { FloatProgress } from "../generated/numbers.js";
import { Label } from "../generated/texts.js";
import { HBox } from "../widgets/containers.js";
import type { BarView } from "./barView.js";
import { endedWords, runningWords } from "./words.js";

/** A title, a bar and words beside each other, shown in the output of the cell at once. */
export function widgetBar(title: string): BarView {
  const bar = new FloatProgress({ max: 1 });
  const words = new Label();
  const box = new HBox([...(title === "" ? [] : [new Label({ value: title })]), bar, words]);
  void cellOutput()?.show(box);
  return {
    draw(done, total, elapsed) {
      bar.bar_style = "";
      bar.value = fraction(done, total);
      words.value = runningWords(done, total, elapsed);
    },
    end(done, total, elapsed, ending) {
      bar.bar_style = ending === "complete" ? "success" : "danger";
      bar.value = ending === "complete" ? 1 : fraction(done, total);
      words.value = endedWords(done, total, elapsed, ending);
    },
  };
}

/** A loop of unknown length fills half of the bar, so that one sees it run. */
function fraction(done: number, total: number | undefined): number {
  if (total === undefined) return 0.5;
  return total === 0 ? 1 : Math.min(done / total, 1);
}
