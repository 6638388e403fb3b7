import { IJupyterWidgetRegistry } from "@jupyter-widgets/base";
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { version } from "../../core/version.js";
import { LiveModels } from "../adapter/liveModels.js";
import { ILiveModels } from "../tokens.js";

/** Registers the widgets. Their code is a chunk of its own, loaded when a notebook shows the first one. */
const plugin: JupyterFrontEndPlugin<ILiveModels> = {
  id: "@ronchi/jupyterlab:widgets",
  description: "Registers the widgets of Ronchi.",
  autoStart: true,
  requires: [IJupyterWidgetRegistry],
  provides: ILiveModels,
  activate: (_app: JupyterFrontEnd, registry: IJupyterWidgetRegistry): ILiveModels => {
    const live = new LiveModels();
    registry.registerWidget({ name: "@ronchi/jupyterlab", version, exports: () => loadWidgets(live) });
    return live;
  },
};
export default plugin;

async function loadWidgets(live: LiveModels) {
  const [{ adaptWidget }, { default: detectorPicker }] = await Promise.all([
    import("../adapter/widgetAdapter.js"),
    import("../../widgets/views/detectorPicker.js"),
  ]);
  return adaptWidget("DetectorPicker", detectorPicker, live);
}
