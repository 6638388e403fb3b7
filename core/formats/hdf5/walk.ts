import { isRonchiError, type RonchiError } from "../../errors.js";
import { type Hdf5Dataset, readDataset } from "./dataset.js";
import { tooLarge } from "./failures.js";
import { followLink, type Hdf5Object, joinPath, linksOf } from "./links.js";
import type { Link } from "./messages/link.js";
import type { Hdf5Session } from "./session.js";

/** Objects looked at in one file: a bound on damaged or hostile ones. */
const MAX_OBJECTS = 20_000;
/** Problems that are reported; who has more knows enough. */
const MAX_PROBLEMS = 20;

/** All data sets that can be reached, and what could not be. */
export interface Walked {
  readonly datasets: readonly Hdf5Dataset[];
  /** Links that lead nowhere, objects that can't be read or were too many to look at; the first few. */
  readonly problems: readonly RonchiError[];
}

/**
 * Looks through groups breadth first, each object once, so that links in circles end. An object that can't be read
 * is reported and does not keep the others from being found.
 */
export async function walkDatasets(session: Hdf5Session, root: Hdf5Object): Promise<Walked> {
  const datasets: Hdf5Dataset[] = [];
  const problems: RonchiError[] = [];
  const seen = new Set<string>();
  const queue = [root];
  let at = 0;
  for (; at < queue.length && seen.size < MAX_OBJECTS; at++) {
    const object = queue[at]!;
    const key = `${object.address} ${object.file.path}`;
    if (seen.has(key)) continue;
    seen.add(key);
    await collecting(problems, async () => {
      const dataset = await readDataset(object);
      if (dataset !== undefined) datasets.push(dataset);
      else for (const child of await childrenOf(session, object, problems)) queue.push(child);
    });
  }
  if (at < queue.length) problems.unshift(tooManyObjects(root));
  return { datasets, problems };
}

function tooManyObjects(root: Hdf5Object): RonchiError {
  const remedy = "Name the data set that holds the patterns: open(path, { dataset }).";
  return tooLarge(root.file.path, `more than ${MAX_OBJECTS} objects`, "fewer, to look through all", remedy);
}

async function childrenOf(
  session: Hdf5Session,
  group: Hdf5Object,
  problems: RonchiError[],
): Promise<Hdf5Object[]> {
  const children: Hdf5Object[] = [];
  const links = [...(await linksOf(group)).values()];
  const isHard = (link: Link): number => (link.kind === "hard" ? 0 : 1);
  // An object with several names goes by the one it has in its own right.
  for (const link of links.sort((a, b) => isHard(a) - isHard(b))) {
    await collecting(problems, async () => {
      const child = await followLink(session, group, link);
      if (child !== undefined) children.push({ ...child, path: joinPath(group.path, link.name) });
    });
  }
  return children;
}

/** Runs a step; its RonchiError becomes one of the problems, any other error is a bug and goes up. */
async function collecting(problems: RonchiError[], step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!isRonchiError(error)) throw error;
    if (problems.length < MAX_PROBLEMS) problems.push(error);
  }
}
