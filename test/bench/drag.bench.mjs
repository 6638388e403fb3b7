// From the request of a view to the frame on its way back, without browser and sockets: the picker's data path over the
// compute workers, on the notebooks' example and on a 256 x 256 scan of 128 x 128 uint16. `npm run bench drag`, or alone
// `node test/bench/drag.bench.mjs` after a build. Prints milliseconds.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { open } from "../../dist/kernel/api/open.js";
import { startComputePool } from "../../dist/kernel/compute/pool.js";
import { createPoolClient } from "../../dist/kernel/compute/poolClient.js";
import { writeExampleData } from "../../dist/kernel/io/exampleData.js";
import { program, say } from "../../tools/steps.mjs";
import { detectorAt, drags, pickerOf } from "./drag/picker.mjs";
import { folder, largeScan } from "./drag/scans.mjs";

const moves = 40;

await program(async () => {
  mkdirSync(folder, { recursive: true });
  const pool = startComputePool();
  const client = createPoolClient(pool.connect());
  say(`${pool.workers} workers; milliseconds: median, 90 % within`);
  for (const [name, path] of [
    ["example, 64 x 96 of 96 x 96", (await writeExampleData(join(folder, "example"))).path],
    ["256 x 256 of 128 x 128", await largeScan()],
  ]) {
    const cube = await open(path);
    say(`\n${name}`);
    await dragAll(cube, client);
  }
  await pool.close();
});

async function dragAll(cube, client) {
  const { shape } = cube;
  const picker = pickerOf(cube, client, detectorAt(drags.annulus, shape, 0));
  const { answer } = picker;
  const cold = await answer({
    type: "image",
    detector: detectorAt(drags.annulus, shape, 0),
    response: "integrate",
  });
  say(`  first pass ${cold.exact.toFixed(0)} (coarse after ${cold.coarse?.toFixed(0) ?? "–"})`);
  for (const [name, detector] of Object.entries(drags)) {
    const times = [];
    for (let move = 1; move <= moves; move++) {
      const shown = { detector: detectorAt(detector, shape, move), response: "integrate" };
      const { exact, run } = await answer({ type: "image", ...shown });
      times.push([exact, exact - run]);
    }
    say(
      `  ${name.padEnd(14)} ${spread(times.map(([all]) => all))}   outside the run ${spread(times.map(([, rest]) => rest))}`,
    );
  }
  for (const response of ["comX", "comVector", "max"]) {
    const times = [];
    for (let move = 1; move <= 10; move++)
      times.push(
        (await answer({ type: "image", detector: detectorAt(drags.annulus, shape, move), response })).exact,
      );
    say(`  ${response.padEnd(14)} ${spread(times)}`);
  }
  const cursors = [];
  for (let move = 0; move < moves; move++) {
    const cursor = [move % shape[0], (7 * move) % shape[1]];
    cursors.push((await answer({ type: "pattern", pattern: "cursor", cursor, region: null })).exact);
  }
  say(`  pattern        ${spread(cursors)}`);
  await handDrag(picker, shape);
  picker.close();
}

/** A hand that moves 60 times a second for two seconds, whatever comes back. */
async function handDrag({ ask, frames: all }, shape) {
  const before = all.length;
  for (let move = 0; move < 120; move++) {
    const detector = detectorAt(drags["bright field"], shape, move % moves);
    ask({ type: "image", detector, response: "integrate" });
    await new Promise((resolve) => setTimeout(resolve, 1000 / 60));
  }
  const frames = all.slice(before);
  const ages = frames.map(({ age }) => age);
  say(`  hand at 60/s   ${(frames.length / 2).toFixed(0)} frames/s, age ${spread(ages)}`);
}

function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  if (sorted.length === 0) return "–";
  return `${at(0.5).toFixed(1).padStart(6)} ${at(0.9).toFixed(1).padStart(6)}`;
}
