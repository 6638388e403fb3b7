import { expect, test } from "vitest";
import { isDataFile, notebookFor, notebookNameFor } from "../../extension/files/dataFiles.js";

test.each(["Au_master.h5", "scan.HDF5", "scan.nxs", "scan.hspy", "scan.emd", "a.b.npy"])(
  "%s is offered",
  (name) => {
    expect(isDataFile(name)).toBe(true);
  },
);

test.each(["scan.h5.txt", "h5", "notes.ipynb", "scan.npz"])("%s is not", (name) => {
  expect(isDataFile(name)).toBe(false);
});

test("a notebook never takes the place of another", () => {
  expect(notebookNameFor("Au_master.h5", new Set())).toBe("Au_master.ipynb");
  expect(notebookNameFor("Au_master.h5", new Set(["Au_master.ipynb"]))).toBe("Au_master-1.ipynb");
  const taken = new Set(["Au_master.ipynb", "Au_master-1.ipynb"]);
  expect(notebookNameFor("Au_master.h5", taken)).toBe("Au_master-2.ipynb");
});

test("a file name can't end the string it is written into", () => {
  const name = 'a"); process.exit(); ("\\.h5';
  const code = notebookFor(name).cells[1]!.source;
  const literal = /open\((.*)\);\nscan$/s.exec(code)![1]!;
  expect(JSON.parse(literal)).toBe(name);
});
