import type { CubeDescription } from "../data/cubeDescription.js";
import { conversionNote } from "../data/storedDtype.js";
import { RonchiError } from "../errors.js";
import type { OpenedCube, OpenOptions } from "./format.js";
import { toExtent4 } from "./hdf5/cubePart.js";
import { toCubeParts } from "./hdf5/cubeParts.js";
import { elementCount, type Hdf5Dataset, nameOf, pixelType, requireDataset } from "./hdf5/dataset.js";
import type { Hdf5Layout } from "./hdf5/layoutOfFile.js";
import { type Hdf5Object, requireObject } from "./hdf5/links.js";
import type { Hdf5Session } from "./hdf5/session.js";
import { walkDatasets } from "./hdf5/walk.js";
import { chooseScanShape } from "./scanShape.js";

/** Any HDF5 file with a data set [scanY, scanX, detY, detX] or [n, detY, detX]. */
export const hdf5CubeLayout: Hdf5Layout = {
  name: "HDF5",
  matches: async () => true,
  open: openHdf5Cube,
};

/** The data set that was taken, and why that one. */
interface Choice {
  readonly dataset: Hdf5Dataset;
  readonly notes: readonly string[];
}

async function openHdf5Cube(
  session: Hdf5Session,
  root: Hdf5Object,
  options: OpenOptions,
): Promise<OpenedCube> {
  const { dataset, notes } = await chooseDataset(session, root, options.dataset);
  const type = pixelType(dataset);
  const files: string[] = [];
  const { memoryLimit } = options;
  const { parts, shape } = await toCubeParts(session, dataset, { files, firstFrame: 0, memoryLimit });
  const [storedY, storedX, detY, detX] = toExtent4(shape);
  const recorded = shape.length === 4 ? ([storedY, storedX] as const) : undefined;
  const scan = chooseScanShape(storedY * storedX, options.scanShape ?? recorded, nameOf(dataset));
  const description: CubeDescription = { shape: [...scan.shape, detY, detX], ...type, files, parts };
  return {
    description,
    calibration: {},
    metadata: { dataset: dataset.path },
    notes: [...notes, conversionNote(type), scan.note].filter((note) => note !== undefined),
  };
}

async function chooseDataset(
  session: Hdf5Session,
  root: Hdf5Object,
  path: string | undefined,
): Promise<Choice> {
  if (path === undefined) return chooseLargest(session, root);
  const dataset = await requireDataset(await requireObject(session, root, path));
  if (!isCube(dataset)) throw wrongShape(nameOf(dataset), describe(dataset));
  return { dataset, notes: [] };
}

/** The largest cube whose type is a pixel's; else the largest of any type, which is then refused by name. */
async function chooseLargest(session: Hdf5Session, root: Hdf5Object): Promise<Choice> {
  const { datasets, problems } = await walkDatasets(session, root);
  const cubes = datasets.filter(isCube).sort((a, b) => elementCount(b.shape) - elementCount(a.shape));
  const dataset = cubes.find(({ datatype }) => datatype.pixel !== undefined) ?? cubes[0];
  const notes = problems.map((problem) => `left out: ${problem.message}`);
  if (dataset === undefined) {
    if (problems[0] !== undefined && datasets.length === 0) throw problems[0];
    throw wrongShape(root.file.path, datasets.map(describe).slice(0, 5).join("; ") || "no data set");
  }
  if (cubes.length === 1) return { dataset, notes };
  const others = cubes.filter((cube) => cube !== dataset).map((cube) => cube.path);
  const shown = others.slice(0, 5).join(", ");
  return {
    dataset,
    notes: [`${dataset.path} taken; the file also holds ${shown} (option dataset).`, ...notes],
  };
}

function isCube({ shape }: Hdf5Dataset): boolean {
  return (shape.length === 3 || shape.length === 4) && !shape.includes(0);
}

function describe({ path, shape, datatype }: Hdf5Dataset): string {
  return `${path} [${shape.join(", ")}] ${datatype.name}`;
}

function wrongShape(subject: string, found: string): RonchiError {
  return new RonchiError({
    code: "shape-mismatch",
    subject,
    found,
    expected: "a data set [scanY, scanX, detY, detX] or [n, detY, detX]",
    remedy: "Name the data set that holds the patterns: open(path, { dataset }).",
  });
}
