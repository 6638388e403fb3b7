// A detector dragged over a scan that no memory holds: 1024 x 1024 positions of 96 x 96 uint16, 19 GB of pixels, about
// 2 GB in the file. `npm run bench -- flagship`, or alone `node test/bench/flagship.bench.mjs` after a build. Prints
// milliseconds from the picker's request to its frames, and resident memory; asserts nothing.
import { spawnSync } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, readdirSync, statfsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "../../dist/kernel/api/open.js";
import { startComputePool } from "../../dist/kernel/compute/pool.js";
import { createPoolClient } from "../../dist/kernel/compute/poolClient.js";
import { program, Stop, say } from "../../tools/steps.mjs";
import { detectorAt, drags, pickerOf } from "./drag/picker.mjs";
import { dataFolder, peerPython, repeats } from "./virtualImages/files.mjs";
import { machine, megabytes, table } from "./virtualImages/report.mjs";

const scanShape = [1024, 1024];
const diskNeeded = 4e9;
const master = join(dataFolder, "flagship", "flagship_master.h5");

/** Nothing kept, each drag reads the file; and what the user gets without asking. */
const limits = { "file only (memoryLimit 64 MB)": 64e6, "kept in memory (default memoryLimit)": undefined };

await program(async () => {
  await makeFile();
  await warm();
  const pool = startComputePool();
  const client = createPoolClient(pool.connect());
  say(`\n${machine()}; ${pool.workers} workers; ${repeats} moves of each detector; file in the page cache`);
  const rows = [["frames", "detector", "coarse min", "median", "max", "exact min", "median", "max, ms"]];
  rows[0].push("resident", "peak");
  for (const [name, memoryLimit] of Object.entries(limits))
    rows.push(...(await dragOver(name, memoryLimit, client)));
  say(`\n${table(rows)}`);
  await pool.close();
});

async function makeFile() {
  if (existsSync(master)) return;
  mkdirSync(dataFolder, { recursive: true });
  const { bavail, bsize } = statfsSync(dataFolder);
  if (bavail * bsize < diskNeeded)
    throw new Stop(
      `The flagship needs ${megabytes(diskNeeded)} in ${dataFolder}; ${megabytes(bavail * bsize)} are free.`,
    );
  say("Writing the 1024 x 1024 scan …");
  const writer = fileURLToPath(new URL("./flagship/makeFlagship.py", import.meta.url));
  const args = [writer, master, ...scanShape.map(String)];
  const { status } = spawnSync(await peerPython(), args, { stdio: "inherit" });
  if (status !== 0) throw new Error(`makeFlagship.py ended with exit code ${status}`);
}

/** Reads everything once, so that the page cache has it. */
async function warm() {
  let bytes = 0;
  for (const name of readdirSync(dirname(master))) {
    const path = join(dirname(master), name);
    bytes += statSync(path).size;
    const stream = createReadStream(path, { highWaterMark: 2 ** 20 });
    stream.resume();
    await new Promise((resolve, reject) => stream.on("end", resolve).on("error", reject));
  }
  say(`${megabytes(bytes)} in the file, ${megabytes(scanShape[0] * scanShape[1] * 96 * 96 * 2)} of pixels`);
}

async function dragOver(name, memoryLimit, client) {
  const started = performance.now();
  const cube = await open(master, { scanShape, memoryLimit });
  say(`opened in ${Math.round(performance.now() - started)} ms`);
  const first = detectorAt(drags["bright field"], cube.shape, 0);
  const picker = pickerOf(cube, client, first);
  const image = (detector) => picker.answer({ type: "image", detector, response: "integrate" });
  const rows = [row(name, "first pass", [await image(first)])];
  for (const [kind, detector] of Object.entries(drags)) {
    const answers = [];
    for (let move = 1; move <= repeats; move++)
      answers.push(await image(detectorAt(detector, cube.shape, move)));
    rows.push(row(name, kind, answers));
  }
  picker.close();
  return rows;
}

function row(name, detector, answers) {
  const memory = [process.memoryUsage().rss, process.resourceUsage().maxRSS * 1024];
  const coarse = answers.flatMap((answer) => answer.coarse ?? []);
  return [
    name,
    detector,
    ...spread(coarse),
    ...spread(answers.map(({ exact }) => exact)),
    ...memory.map(megabytes),
  ];
}

/** Least, middle and most, whole ms; an exact image that comes at once needs no coarse one. */
function spread(values) {
  if (values.length === 0) return ["–", "–", "–"];
  const sorted = [...values].sort((a, b) => a - b);
  return [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map((ms) =>
    String(Math.round(ms)),
  );
}
