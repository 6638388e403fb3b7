import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { viewMimeType } from "../../widgets/models/detectorPickerState.js";
import { ViewOutput } from "../output/viewOutput.js";
import { ILiveModels } from "../tokens.js";

/** Preferred to every picture and to `widget-view` (rank -10), which can show a widget only while it is alive. */
const rank = -20;

/** Renders the outputs that show a widget: alive, or as its last picture. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: "@ronchi/jupyterlab:view-renderer",
  description: "Shows a widget in a cell's output, and its last picture when the kernel is gone.",
  autoStart: true,
  requires: [IRenderMimeRegistry, ILiveModels],
  optional: [ITranslator],
  activate: (
    _app: JupyterFrontEnd,
    rendermime: IRenderMimeRegistry,
    live: ILiveModels,
    translator: ITranslator | null,
  ) => {
    const trans = (translator ?? nullTranslator).load("ronchi");
    rendermime.addFactory(
      { safe: true, mimeTypes: [viewMimeType], createRenderer: () => new ViewOutput(live, trans) },
      rank,
    );
  },
};
export default plugin;
