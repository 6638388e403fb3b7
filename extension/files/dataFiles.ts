/** File name endings of the formats that `open` reads. */
export const dataExtensions = [".h5", ".hdf5", ".nxs", ".hspy", ".emd", ".npy"];

/** Whether a file of this name may hold 4D-STEM data, by its ending. */
export function isDataFile(name: string): boolean {
  return dataExtensions.some((extension) => name.toLowerCase().endsWith(extension));
}

/** Name of a notebook for a data file: "Au_master.h5" gives "Au_master.ipynb", then "Au_master-1.ipynb" if that is taken. */
export function notebookNameFor(dataName: string, taken: ReadonlySet<string>): string {
  const stem = dataName.replace(/\.[^.]+$/, "");
  for (let i = 0; ; i++) {
    const name = `${stem}${i === 0 ? "" : `-${i}`}.ipynb`;
    if (!taken.has(name)) return name;
  }
}

/** A notebook (nbformat 4.5) that opens a data file lying beside it and shows the detector picker. */
export function notebookFor(dataName: string) {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: "ronchi", display_name: "TypeScript (Ronchi)", language: "typescript" },
      language_info: { name: "typescript" },
    },
    cells: [
      codeCell("imports", 'import { open } from "ronchi";\nimport { DetectorPicker } from "ronchi/widgets";'),
      codeCell("open", `const scan = await open(${JSON.stringify(dataName)});\nscan`),
      codeCell("picker", "new DetectorPicker(scan)"),
    ],
  };
}

function codeCell(id: string, source: string) {
  return { cell_type: "code", id, source, metadata: {}, execution_count: null, outputs: [] };
}
