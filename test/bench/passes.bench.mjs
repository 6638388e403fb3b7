// Our passes against the machine: raw files against the measured bandwidth of memory, all workers against one, and the
// resident memory of files ten times the limit. `npm run bench -- passes`, or alone `node test/bench/passes.bench.mjs`
// after a build. Asserts nothing.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { program, say } from "../../tools/steps.mjs";
import { alternate } from "./virtualImages/alternate.mjs";
import { beside, files, frameBytes, makeFiles, peerPython, repeats, task } from "./virtualImages/files.mjs";
import { startLineProcess } from "./virtualImages/lineProcess.mjs";
import { machine, megabytes, rateCells, rates, table } from "./virtualImages/report.mjs";

const cores = availableParallelism();
const works = { one: "1 mask", masks: "4 masks", three: "sum + 4 masks + CoM" };

await program(async () => {
  const python = await peerPython();
  const wanted = [files[200], files[3000], files.npy, files.contiguous];
  makeFiles(python, wanted);
  say(`${machine()}; ${repeats} runs each, in turn; files in the page cache, nothing kept in memory\n`);
  const bandwidth = measureBandwidth(python);
  await passes(wanted, bandwidth);
  for (const [file, workers] of [
    [files.npy, cores],
    [files[3000], cores],
  ])
    say(await residentMemory(file, workers));
});

function measureBandwidth(python) {
  const { stdout } = spawnSync(python, [beside("memoryBandwidth.py"), "1", String(cores)], {
    encoding: "utf8",
  });
  const bandwidth = JSON.parse(stdout);
  const text = [1, cores].map(
    (threads) => `${threads} thread${threads > 1 ? "s" : ""} ${gigabytes(bandwidth[threads])}`,
  );
  say(`memory is read at (best): ${text.join(", ")}`);
  return bandwidth;
}

function gigabytes(bytesPerSecond) {
  return `${(bytesPerSecond / 1e9).toFixed(1)} GB/s`;
}

/** One worker and all of them in turn, each in a process of its own. */
async function passes(wanted, bandwidth) {
  const sides = [1, cores].map(startOurs);
  for (const side of sides) await side.ask(task);
  const rows = [
    ["file", "work", "frames/s: 1 worker min", "median", "best", `${cores} workers min`, "median", "best"],
  ];
  rows[0].push("speed-up", "of best", "pixels 1 worker", "of memory", `${cores} workers`, "of memory");
  for (const file of wanted) {
    for (const [work, label] of Object.entries(works)) {
      const request = { ...file.request, work };
      const seconds = await alternate(sides.map((side) => ({ side, request })));
      const measured = seconds.map((each) => rates(file.frames, each));
      rows.push([file.label, label, ...measured.flatMap(rateCells), ...speedUp(measured)]);
      rows.at(-1).push(...shares(measured, bandwidth));
    }
  }
  await Promise.all(sides.map((side) => side.stop()));
  say(`\n${table(rows)}\n`);
}

function startOurs(workers) {
  return startLineProcess(process.execPath, [beside("ours.mjs")], {
    env: { RONCHI_WORKERS: String(workers) },
  });
}

function speedUp([one, all]) {
  return ["median", "best"].map((key) => `${(all[key] / one[key]).toFixed(2)}x`);
}

/** Pixels that the fastest pass went through, and their share of what memory can give to as many threads. */
function shares(measured, bandwidth) {
  return measured.flatMap(({ best }, at) => {
    const bytes = best * frameBytes;
    return [gigabytes(bytes), `${Math.round((100 * bytes) / bandwidth[at === 0 ? 1 : cores])} %`];
  });
}

/** Peak of a fresh process whose memoryLimit is a tenth of the file: before the file is opened, after 1 and 6 passes. */
async function residentMemory(file, workers) {
  const bytes = fileBytes(file);
  const memoryLimit = Math.floor(bytes / 10);
  const ours = startOurs(workers);
  await ours.ask(task);
  const peaks = [(await ours.ask({ op: "memory" })).peak];
  for (const count of [1, 5]) {
    for (let i = 0; i < count; i++)
      await ours.ask({ op: "run", ...file.request, work: "masks", memoryLimit });
    peaks.push((await ours.ask({ op: "memory" })).peak);
  }
  await ours.stop();
  const text = `before, after 1 and 6 passes ${peaks.map(megabytes).join(", ")}`;
  return `peak resident memory, ${file.label} of ${megabytes(bytes)}, memoryLimit ${megabytes(memoryLimit)}: ${text}`;
}

function fileBytes({ request: { path } }) {
  return statSync(path.replace("_master.h5", "_data_000001.h5")).size;
}
