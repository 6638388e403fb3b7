import { widgetDisplayId, widgetModelId } from "../comm/shownWidgets.js";
import type { MimeBundle } from "../display/mimeBundle.js";
import { rendered } from "../display/rendered.js";
import type { Shower } from "../display/shower.js";
import type { FrontEnd } from "../frontEnd/frontEnd.js";
import type { CellOutput } from "../ipywidgets/cell.js";
import type { CellRunner } from "./cellRunner.js";
import { currentRequestId } from "./work.js";

interface CellOutputParts {
  readonly shower: Shower;
  readonly runner: CellRunner;
  readonly frontEnd: FrontEnd;
}

/** What widgets do with the output of the cell whose work is running. */
export function createCellOutput({
  shower,
  runner,
  frontEnd,
}: CellOutputParts): CellOutput & { setDrawsWidgets(): void } {
  let drawsWidgets = false;
  return {
    clear: (wait) => frontEnd.clearOutput(wait),
    show: (value) => rendered(value, (data) => shower.bundle(data, {}, displayIdOf(data))),
    showError: (thrown) => runner.printError(thrown, currentRequestId()),
    drawsWidgets: () => drawsWidgets,
    setDrawsWidgets: () => {
      drawsWidgets = true;
    },
  };
}

/** The picture of a widget of Ronchi is replaced later, wherever it is shown. */
function displayIdOf(data: MimeBundle): { displayId?: string } {
  const modelId = widgetModelId(data);
  return modelId === undefined ? {} : { displayId: widgetDisplayId(modelId) };
}
