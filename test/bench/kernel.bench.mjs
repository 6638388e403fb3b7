// Our kernel against ipykernel, tslab and deno: starts, cells, completion, binary buffers, printed lines, memory:
// `npm run bench -- kernel`, or alone `node test/bench/kernel.bench.mjs` after a build. All are asked in turn by the same
// client, so that all meet the same load of the machine. BENCH_SOAK_MINUTES=60 runs small cells for an hour instead.
import { program, say } from "../../tools/steps.mjs";
import { KernelFailed } from "./kernel/client.mjs";
import { interrupts } from "./kernel/interrupts.mjs";
import { endless, work } from "./kernel/languages.mjs";
import * as measures from "./kernel/measures.mjs";
import { contestants } from "./kernel/peers.mjs";
import { reportTable } from "./kernel/report.mjs";
import { memory, start, startToWork } from "./kernel/running.mjs";
import { soak } from "./kernel/soak.mjs";
import { machine } from "./virtualImages/report.mjs";

const starts = 7;
const rounds = 5;
const cellsARound = 20;
const completionsARound = 4;
const interruptions = 7;
/** An answer to a completion that takes longer is none, ms. */
const busyLimit = 2_000;
const idleTime = 3_000;
const minutes = Number(process.env.BENCH_SOAK_MINUTES ?? 0);

await program(async () => {
  const all = await contestants();
  if (minutes > 0) return soak(all.filter(({ language }) => language !== undefined).slice(0, 1), minutes);
  const results = new Map(all.map(({ name }) => [name, {}]));
  await measureStarts(all, results);
  const working = all.filter((each) => !each.startsOnly);
  await measureInterrupts(working, results);
  const kernels = [];
  for (const contestant of working) kernels.push(await startToWork(contestant));
  try {
    await measureWork(kernels, results);
  } finally {
    await Promise.all(kernels.map((kernel) => kernel.stop()));
  }
  say(
    `\n${machine()}; ${starts} starts, ${rounds * cellsARound} cells, in turn; in brackets: times ours\n\n${reportTable(results)}`,
  );
});

async function measureStarts(all, results) {
  say(`Starting each kernel ${starts} times …`);
  // The first start fills caches of files and of what the programs remember.
  await inTurn(all, timesToStart);
  for (let i = 0; i < starts; i++) {
    const times = await inTurn(all, timesToStart);
    for (const measure of ["start", "firstCell", "startAndCell"])
      collect(results, measure, new Map([...times].map(([name, time]) => [name, time?.[measure]])));
  }
}

/** And of the first cell, of those that have any, which goes off as soon as iopub is heard. */
async function timesToStart(contestant) {
  const kernel = await start(contestant);
  try {
    if (kernel.startsOnly) return { start: kernel.startTime };
    await kernel.client.subscribed();
    const [firstCell] = await measures.trivialCells(kernel, 1);
    return { start: kernel.startTime, firstCell, startAndCell: performance.now() - kernel.begin };
  } finally {
    await kernel.stop();
  }
}

async function measureInterrupts(working, results) {
  say("Interrupts …");
  for (const name of endless) {
    const interrupt = (contestant) =>
      interrupts(contestant, contestant.language.endless[name], interruptions);
    collect(results, name, await inTurn(working, interrupt));
  }
}

async function measureWork(kernels, results) {
  const note = (name, values) => collect(results, name, values);
  say("Memory …");
  await inTurn(kernels, (kernel) => measures.trivialCells(kernel, 1));
  await new Promise((resolve) => setTimeout(resolve, idleTime));
  note("memory", await inTurn(kernels, memory));
  say("Trivial cells …");
  await cells(kernels, "cell", note);
  say(`${work.declarations} declarations …`);
  await inTurn(kernels, measures.declareAll);
  await cells(kernels, "cellAfter", note);
  say("Binary buffers, printed lines …");
  await inTurn(kernels, ({ client, language }) => client.execute(language.prepareBuffers));
  for (let i = 0; i < 3; i++) note("buffers", await inTurn(kernels, measures.bufferRate));
  note("lines", await inTurn(kernels, measures.printedLines));
  say("Completion …");
  await inTurn(kernels, (kernel) => measures.completions(kernel, 1, 60_000));
  await completions(kernels, "completion", note);
  note("memoryAfter", await inTurn(kernels, memory));
  await inTurn(kernels, measures.loopForEver);
  await completions(kernels, "completionBusy", note);
}

/** The first ones warm it up. */
async function cells(kernels, name, note) {
  await inTurn(kernels, (kernel) => measures.trivialCells(kernel, 10));
  for (let i = 0; i < rounds; i++)
    note(name, await inTurn(kernels, (kernel) => measures.trivialCells(kernel, cellsARound)));
}

/** A kernel that has not answered once is not asked again. */
async function completions(kernels, name, note) {
  const silent = new Set();
  for (let i = 0; i < rounds; i++) {
    const asked = kernels.filter((kernel) => !silent.has(kernel));
    const times = await inTurn(asked, (kernel) => measures.completions(kernel, completionsARound, busyLimit));
    for (const kernel of asked) if (times.get(kernel.name) === undefined) silent.add(kernel);
    note(name, times);
  }
}

/** Measures one after the other. Returns name -> value; undefined for what a kernel did not do, which is said. */
async function inTurn(contestants, measure) {
  const values = new Map();
  for (const contestant of contestants) values.set(contestant.name, await orFailure(contestant, measure));
  return values;
}

async function orFailure(contestant, measure) {
  try {
    return await measure(contestant);
  } catch (error) {
    if (!(error instanceof KernelFailed)) throw error;
    say(`  ${contestant.name}: ${error.message}`);
    return undefined;
  }
}

/** Adds to the values of a measure; arrays are joined. */
function collect(results, measure, values) {
  for (const [name, value] of values) {
    const known = results.get(name);
    if (value !== undefined) known[measure] = [...(known[measure] ?? []), ...[value].flat()];
  }
}
