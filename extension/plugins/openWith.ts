import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { showErrorMessage } from "@jupyterlab/apputils";
import { IFileBrowserFactory } from "@jupyterlab/filebrowser";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { dataExtensions, isDataFile } from "../files/dataFiles.js";
import { openData } from "../files/openData.js";
import { ronchiIcon } from "../icons.js";

/** Id of the command that opens the selected file in a new notebook. */
export const openDataCommand = "ronchi:open-data";

/** "Open in Ronchi" in the file browser's context menu (schema/open-with.json puts it there). */
const plugin: JupyterFrontEndPlugin<void> = {
  id: "@ronchi/jupyterlab:open-with",
  description: "Opens a 4D-STEM file from the file browser in a new notebook.",
  autoStart: true,
  requires: [IFileBrowserFactory],
  optional: [ITranslator],
  activate: (app: JupyterFrontEnd, browsers: IFileBrowserFactory, translator: ITranslator | null) => {
    const trans = (translator ?? nullTranslator).load("ronchi");
    const selectedPaths = () => selectedDataFiles(browsers);
    app.docRegistry.addFileType({
      name: "ronchi-4d-stem",
      displayName: trans.__("4D-STEM data"),
      extensions: dataExtensions,
      mimeTypes: ["application/octet-stream"],
      fileFormat: "base64",
      icon: ronchiIcon,
    });
    app.commands.addCommand(openDataCommand, {
      label: trans.__("Open in Ronchi"),
      caption: trans.__("Open this 4D-STEM file in a new notebook with a virtual detector picker"),
      icon: ronchiIcon,
      describedBy: {
        args: argumentsSchema(
          trans.__("Path of the data file; by default the one selected in the file browser"),
        ),
      },
      isVisible: ({ path }) => typeof path === "string" || selectedPaths().length > 0,
      execute: async ({ path }) => {
        const paths = typeof path === "string" ? [path] : selectedPaths();
        try {
          for (const each of paths) await openData(app, each);
        } catch (error) {
          await showErrorMessage(
            trans.__("The notebook could not be made"),
            error instanceof Error ? error : String(error),
          );
        }
      },
    });
  },
};
export default plugin;

/** The selected files that we read; none when something else is selected too. */
function selectedDataFiles(browsers: IFileBrowserFactory): string[] {
  const browser = browsers.tracker.currentWidget;
  const items = browser === null ? [] : [...browser.selectedItems()];
  const allReadable = items.every((item) => item.type !== "directory" && isDataFile(item.name));
  return allReadable ? items.map((item) => item.path) : [];
}

function argumentsSchema(description: string) {
  return { type: "object", properties: { path: { type: "string", description } } } as const;
}
