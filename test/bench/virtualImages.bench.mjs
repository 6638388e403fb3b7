// Virtual images, alone and with sum pattern and centre of mass, over files of several layouts, against LiberTEM's best
// executor and py4DSTEM: `npm run bench -- virtualImages`, or alone `node test/bench/virtualImages.bench.mjs` after a
// build. Prints frames a second; asserts nothing but equal results. BENCH_REPEATS says how many runs each has.
import { availableParallelism } from "node:os";
import { ensureVenv } from "../../tools/python.mjs";
import { program, Stop, say } from "../../tools/steps.mjs";
import { alternate } from "./virtualImages/alternate.mjs";
import { beside, files, folder, makeFiles, peerPython, repeats, task } from "./virtualImages/files.mjs";
import { canPin, startLineProcess } from "./virtualImages/lineProcess.mjs";
import { machine, rateCells, rates, ratioCells, table } from "./virtualImages/report.mjs";

const cores = availableParallelism();

/** What LiberTEM offers for these files; its hdf5 reader has no I/O back-ends and plans its own tiles. */
const maskKinds = ["dense", "scipy.sparse.csc", "sparse.pydata"];
const candidates = {
  oneCore: [
    ...maskKinds.map((masks) => ({ executor: "inline", masks })),
    // A worker process of its own is 25 times faster than the inline executor for dense masks over raw files.
    { executor: "pipelined", masks: "dense" },
    { executor: "pipelined", masks: "scipy.sparse.csc" },
  ],
  allCores: ["pipelined", "dask", "threads"].flatMap((executor) =>
    maskKinds.map((masks) => ({ executor, masks })),
  ),
};

const keepAll = 2 ** 30;
const masks = { ours: { work: "masks" }, peer: "masks", label: "4 masks" };
const kept = {
  ours: { work: "masks", memoryLimit: keepAll },
  peer: "masks",
  label: "4 masks; ours kept in memory, theirs from the file",
};
const onePass = [
  { ours: { work: "three" }, peer: "com", label: "sum + 4 masks + CoM; theirs CoM alone" },
  { ours: { work: "three" }, peer: "three", label: "sum + 4 masks + CoM" },
];
const allComparisons = [
  [files[200], [masks, kept, ...onePass]],
  [files[3000], [masks, kept, ...onePass]],
  [files.npy, [masks]],
  [files.contiguous, [masks]],
  [files.gzip, [masks]],
];
/** BENCH_FILES=npy,gzip takes only these. */
const wanted = process.env.BENCH_FILES?.split(",").map((name) => files[name]);
const comparisons = allComparisons.filter(([file]) => wanted?.includes(file) ?? true);
const columns = ["file", "cores", "work", "Ronchi min", "median", "best", "peer min", "median", "best"];

await program(async () => {
  const python = await peerPython();
  makeFiles(python);
  const rows = [[...columns, "ratio", "of best", "peer"]];
  for (const side of ["oneCore", "allCores"]) rows.push(...(await againstLibertem(python, side)));
  rows.push(...(await againstPy4dstem()));
  say(`\n${await heading(python)}\n\n${table(rows)}`);
});

function startOurs(oneCore) {
  const workers = oneCore ? 1 : cores;
  return startLineProcess(process.execPath, [beside("ours.mjs")], {
    oneCore,
    env: { RONCHI_WORKERS: String(workers) },
  });
}

async function againstLibertem(python, where) {
  const oneCore = where === "oneCore";
  const used = oneCore ? 1 : cores;
  const ours = startOurs(oneCore);
  const peer = startLineProcess(python, [beside("libertemPeer.py")], { oneCore });
  try {
    await ours.ask(task);
    const best = await fastest(peer, candidates[where], used);
    const rows = [];
    for (const [file, works] of comparisons) {
      const kind = best.get(file);
      await peer.ask({ ...task, ...kind, cores: used });
      const name = `LiberTEM ${kind.executor}, ${kind.masks}`;
      rows.push(...(await compare({ ours, peer, file, works, name, cores: used })));
    }
    return rows;
  } finally {
    await Promise.all([ours.stop(), peer.stop()]);
  }
}

/** Tries every candidate on the four masks over every file, warm. Returns file -> the fastest one. */
async function fastest(peer, kinds, cores) {
  const best = new Map();
  for (const kind of kinds) {
    await peer.ask({ ...task, ...kind, cores });
    const tried = [];
    for (const [file] of comparisons) {
      const seconds = await bestOfThree(peer, file, best.get(file)?.seconds ?? Infinity);
      tried.push(`${file.label} ${Math.round(file.frames / seconds)}`);
      if (!(best.get(file)?.seconds <= seconds)) best.set(file, { ...kind, seconds });
    }
    say(
      `LiberTEM ${kind.executor}, ${kind.masks}, ${cores} core${cores > 1 ? "s" : ""}, frames/s: ${tried.join("; ")}`,
    );
  }
  return best;
}

/** The first run compiles and warms; the others are left out where it shows that the candidate is far from the best. */
async function bestOfThree(peer, file, known) {
  const run = async () => (await peer.ask({ op: "run", ...file.request, work: "masks" })).seconds;
  let seconds = await run();
  for (let i = 0; i < 2 && seconds < 4 * known; i++) seconds = Math.min(seconds, await run());
  return seconds;
}

/** One row for each comparison of a file; a piece of work that several rows name runs once. */
async function compare({ ours, peer, file, works, name, cores }) {
  const contestants = new Map();
  const enter = (side, asked) => {
    const key = JSON.stringify([side === ours, asked]);
    if (!contestants.has(key)) contestants.set(key, { side, request: { ...file.request, ...asked } });
    return key;
  };
  const pairs = works.map((work) => [enter(ours, work.ours), enter(peer, { work: work.peer })]);
  const seconds = await alternate([...contestants.values()]);
  const keys = [...contestants.keys()];
  const rateOf = (key) => rates(file.frames, seconds[keys.indexOf(key)]);
  return pairs.map(([our, their], i) => {
    const [a, b] = [rateOf(our), rateOf(their)];
    return [
      file.label,
      String(cores),
      works[i].label,
      ...rateCells(a),
      ...rateCells(b),
      ...ratioCells(a, b),
      name,
    ];
  });
}

/** py4DSTEM has the pixels in memory, we read the file. None where it can't be installed. */
async function againstPy4dstem() {
  const python = await py4dstemPython();
  if (python === undefined) return [];
  const ours = startOurs(true);
  const peer = startLineProcess(python, [beside("py4dstemPeer.py")], { oneCore: true });
  try {
    await ours.ask(task);
    await peer.ask(task);
    const { versions } = await peer.ask({ op: "versions" });
    const name = `py4DSTEM ${versions.py4dstem}, in memory`;
    return await compare({ ours, peer, file: files.npy, works: [masks], name, cores: 1 });
  } finally {
    await Promise.all([ours.stop(), peer.stop()]);
  }
}

async function py4dstemPython() {
  try {
    return await ensureVenv(["py4dstem", "numpy<2"], `${folder}/venv-py4dstem`);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(`No comparison with py4DSTEM, which could not be installed: ${error.message.split("\n")[0]}`);
    return undefined;
  }
}

async function heading(python) {
  const peer = startLineProcess(python, [beside("libertemPeer.py")]);
  const { versions } = await peer.ask({ op: "versions" });
  await peer.stop();
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    "frames/s of 96 x 96 uint16, one chunk a frame; files in the page cache, nothing kept in memory unless a row says so",
    `results equal in both; ${repeats} runs each, in turn${canPin ? "; 1 core = pinned to core 0" : ""}`,
    `${machine()}, ${named.join(", ")}`,
  ].join("\n");
}
