import type { JupyterFrontEnd } from "@jupyterlab/application";
import { PathExt } from "@jupyterlab/coreutils";
import type { DocumentWidget } from "@jupyterlab/docregistry";
import { notebookFor, notebookNameFor } from "./dataFiles.js";

/**
 * Opens a data file in a new notebook beside it, and runs the notebook.
 *
 * @param path of the data file, as the contents service names it.
 */
export async function openData(app: JupyterFrontEnd, path: string): Promise<void> {
  const { contents } = app.serviceManager;
  const folder = PathExt.dirname(path);
  const names = (await contents.get(folder)).content.map((entry: { name: string }) => entry.name);
  const name = notebookNameFor(PathExt.basename(path), new Set(names));
  const notebook = PathExt.join(folder, name);
  await contents.save(notebook, {
    type: "notebook",
    format: "json",
    content: notebookFor(PathExt.basename(path)),
  });
  await openAndRun(app, notebook);
}

async function openAndRun(app: JupyterFrontEnd, path: string): Promise<void> {
  const options = { path, factory: "Notebook", kernel: { name: "ronchi" } };
  const document: DocumentWidget | undefined = await app.commands.execute("docmanager:open", options);
  if (document === undefined) return;
  await document.context.ready;
  await document.context.sessionContext.ready;
  app.shell.activateById(document.id);
  await app.commands.execute("notebook:run-all-cells");
}
