// Four binary masks over a bitshuffle-LZ4 HDF5 file, against LiberTEM's best executor: `npm run bench`, or alone
// `node test/bench/virtualImages.bench.mjs` after a build. Prints frames a second; asserts nothing but equal sums.
import { deepStrictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureVenv } from "../../tools/python.mjs";
import { program, root, say } from "../../tools/steps.mjs";
import { canPin, startLineProcess } from "./virtualImages/lineProcess.mjs";
import { comparisonRows, rates, table } from "./virtualImages/report.mjs";

const folder = "dist/bench";
const scan = [256, 256];
const frames = scan[0] * scan[1];
const doses = [200, 3000];
const repeats = 7;
const cores = availableParallelism();

const centre = [47, 48.5];
const detectors = [
  { shape: "circle", centre, radius: 15 },
  { shape: "annulus", centre, inner: 15, outer: 30 },
  { shape: "annulus", centre, inner: 30, outer: 46 },
  { shape: "rectangle", centre: [47, 80.5], height: 31, width: 21 },
];
const excluded = [
  [11, 12],
  [60, 3],
  [95, 95],
];
const task = { op: "prepare", detectors, excluded, scan, cores };

/** What LiberTEM offers for this file; its hdf5 reader has no I/O back-ends and plans its own tiles. */
const maskKinds = ["dense", "scipy.sparse.csc", "sparse.pydata"];
const candidates = {
  oneCore: maskKinds.map((masks) => ({ executor: "inline", masks })),
  allCores: [
    ...["pipelined", "dask"].flatMap((executor) =>
      ["dense", "sparse.pydata"].map((masks) => ({ executor, masks })),
    ),
    { executor: "threads", masks: "dense" },
  ],
};

const beside = (name) => fileURLToPath(new URL(`./virtualImages/${name}`, import.meta.url));
const masterOf = (dose) => join(root, folder, "data", `${dose}e_${frames}_master.h5`);

await program(async () => {
  const python = await ensureVenv(["libertem==0.16.0", "h5py", "hdf5plugin", "numpy"], `${folder}/venv`);
  makeFiles(python);
  const rows = [["", "", "frames/s", "min", "median", "best"]];
  for (const side of ["oneCore", "allCores"]) rows.push(...(await compare(python, side)));
  say(`\n${await heading(python)}\n\n${table(rows)}`);
});

function makeFiles(python) {
  const args = [
    beside("makeFiles.py"),
    join(root, folder, "data"),
    ...scan.map(String),
    ...doses.map(String),
  ];
  const { status } = spawnSync(python, args, { stdio: "inherit" });
  if (status !== 0) throw new Error(`makeFiles.py ended with exit code ${status}`);
}

async function compare(python, side) {
  const oneCore = side === "oneCore";
  const workers = oneCore ? 1 : cores;
  const ours = startLineProcess(process.execPath, [beside("ours.mjs")], {
    oneCore,
    env: { RONCHI_WORKERS: String(workers) },
  });
  const peer = startLineProcess(python, [beside("libertemPeer.py")], { oneCore });
  try {
    await ours.ask(task);
    const best = await fastest(peer, candidates[side]);
    const rows = [];
    for (const dose of doses) {
      const { ourSeconds, peerSeconds } = await alternate(ours, peer, masterOf(dose));
      const name = `${best.executor}, ${best.masks}`;
      const where = oneCore ? "one core" : `${cores} cores`;
      rows.push(
        ...comparisonRows(`${dose} e-`, where, rates(frames, ourSeconds), rates(frames, peerSeconds), name),
      );
    }
    return rows;
  } finally {
    await Promise.all([ours.stop(), peer.stop()]);
  }
}

/** Tries every candidate on the first file, warm, and leaves the peer prepared with the fastest one. */
async function fastest(peer, kinds) {
  const tried = [];
  for (const kind of kinds) {
    await peer.ask({ ...task, ...kind });
    const seconds = await timesOf(peer, masterOf(doses[0]), 3);
    const best = Math.min(...seconds.slice(1));
    say(`LiberTEM ${kind.executor}, ${kind.masks}: ${Math.round(frames / best)} frames/s`);
    tried.push({ ...kind, best });
  }
  const { best: _, ...kind } = tried.reduce((a, b) => (b.best < a.best ? b : a));
  await peer.ask({ ...task, ...kind });
  return kind;
}

async function timesOf(side, path, count) {
  const seconds = [];
  for (let i = 0; i < count; i++) seconds.push((await side.ask({ op: "run", path })).seconds);
  return seconds;
}

/** Ours and theirs in turn, so that both meet the same load of the machine; sums are compared first, which also warms. */
async function alternate(ours, peer, path) {
  const request = { op: "digests", path };
  deepStrictEqual(await ours.ask(request), await peer.ask(request), `the sums of ${path} differ`);
  const [ourSeconds, peerSeconds] = [[], []];
  for (let i = 0; i < repeats; i++) {
    ourSeconds.push(...(await timesOf(ours, path, 1)));
    peerSeconds.push(...(await timesOf(peer, path, 1)));
  }
  return { ourSeconds, peerSeconds };
}

async function heading(python) {
  const peer = startLineProcess(python, [beside("libertemPeer.py")]);
  const { versions } = await peer.ask({ op: "versions" });
  await peer.stop();
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `4 binary masks over ${frames} frames of 96 x 96 uint16, bitshuffle-LZ4, one chunk a frame, page cache warm`,
    `sums of all frames equal in both; ${repeats} runs each, in turn${canPin ? "; one core = pinned to core 0" : ""}`,
    `${cpus()[0]?.model.trim()}, ${cores} cores; Node ${process.versions.node}, ${named.join(", ")}`,
  ].join("\n");
}
