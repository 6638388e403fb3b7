import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { FileDialog, IDefaultFileBrowser } from "@jupyterlab/filebrowser";
import { ILauncher } from "@jupyterlab/launcher";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { isDataFile } from "../files/dataFiles.js";
import { ronchiIcon } from "../icons.js";
import { openDataCommand } from "./openWith.js";

const chooseDataCommand = "ronchi:choose-data";

/** The launcher card "Open 4D-STEM data…": choose a file, get a running notebook. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: "@ronchi/jupyterlab:launcher",
  description: "Adds a launcher card that opens 4D-STEM data.",
  autoStart: true,
  requires: [IDefaultFileBrowser],
  optional: [ILauncher, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    browser: IDefaultFileBrowser,
    launcher: ILauncher | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null,
  ) => {
    const trans = (translator ?? nullTranslator).load("ronchi");
    const category = "Ronchi";
    app.commands.addCommand(chooseDataCommand, {
      label: trans.__("Open 4D-STEM data…"),
      caption: trans.__("Choose a 4D-STEM file and open it in a new notebook"),
      icon: ronchiIcon,
      describedBy: {
        args: {
          type: "object",
          properties: { cwd: { type: "string", description: trans.__("Folder to start from") } },
        },
      },
      execute: async ({ cwd }) => {
        const path = await chooseDataFile(browser, trans.__("Open 4D-STEM data"), cwd);
        if (path !== undefined) await app.commands.execute(openDataCommand, { path });
      },
    });
    launcher?.add({ command: chooseDataCommand, category, rank: 0 });
    palette?.addItem({ command: chooseDataCommand, category });
  },
};
export default plugin;

async function chooseDataFile(
  browser: IDefaultFileBrowser,
  title: string,
  cwd: unknown,
): Promise<string | undefined> {
  const { value } = await FileDialog.getOpenFiles({
    manager: browser.model.manager,
    title,
    filter: (item) => (item.type === "directory" || isDataFile(item.name) ? {} : null),
    ...(typeof cwd === "string" ? { defaultPath: cwd } : {}),
  });
  const chosen = value?.find((item) => item.type !== "directory");
  return chosen?.path;
}
