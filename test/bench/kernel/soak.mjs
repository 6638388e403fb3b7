// Opt-in: small cells for as long as BENCH_SOAK_MINUTES says, and what that does to the memory of the kernel.
import { say } from "../../../tools/steps.mjs";
import { memory, startToWork } from "./running.mjs";

const warmUp = 500;

/** Runs the kernels in turn, and prints their memory at the start (after 500 cells), the middle and the end. */
export async function soak(contestants, minutes) {
  const kernels = [];
  for (const contestant of contestants) kernels.push({ ...(await startToWork(contestant)), cells: 0 });
  const marks = [await runUntil(kernels, ({ cells }) => cells >= warmUp)];
  for (const part of [1, 2]) {
    const end = performance.now() + (minutes * 60_000) / 2;
    marks.push(await runUntil(kernels, () => performance.now() > end));
    say(`soak, ${part}/2 done`);
  }
  for (const [i, { name, cells }] of kernels.entries()) {
    const [first, middle, last] = marks.map((megabytes) => `${Math.round(megabytes[i])} MB`);
    say(
      `${name}, ${minutes} minutes, ${cells} cells: memory ${first} at the start, ${middle}, ${last} at the end`,
    );
  }
  for (const kernel of kernels) await kernel.stop();
}

/** A cell of each kernel after the other, until each is done. Returns their memory, MB. */
async function runUntil(kernels, isDone) {
  while (!kernels.every(isDone)) for (const kernel of kernels) await smallCell(kernel);
  return kernels.map(memory);
}

/** As people write them: a name that is declared again, a calculation, a printed line and a value. */
async function smallCell(kernel) {
  const i = kernel.cells++;
  const { client, language } = kernel;
  await client.execute(`${language.declare(i % 100)}\n${language.printed(i)}\n${i} * 2`);
}
