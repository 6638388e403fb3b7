// How long a cell that would never end goes on after an interrupt. Times are milliseconds.
import { cell } from "./client.mjs";
import { startToWork } from "./running.mjs";

/** Before a cell, because some kernels drop what follows an interrupt; and in it, until it is where it is to be interrupted. */
const lead = 400;
const limit = 3_000;

/** Times of some interrupts of one cell, in a kernel of its own; undefined for a kernel that one of them did not stop. */
export async function interrupts(contestant, code, count) {
  const kernel = await startToWork(contestant);
  try {
    const times = [];
    for (let i = 0; i < count; i++) {
      const time = await interruptOnce(kernel, code);
      if (time === undefined) return undefined;
      times.push(time);
    }
    return times;
  } finally {
    await kernel.stop();
  }
}

/** From the interrupt to the reply of the cell. */
async function interruptOnce({ client, child, interruptBy }, code) {
  await pause(lead);
  let begin;
  const ended = new Promise((resolve) => {
    client.send("execute_request", cell(code), (from) => {
      if (from === "shell") resolve(begin && performance.now() - begin);
    });
  });
  await pause(lead);
  begin = performance.now();
  if (interruptBy === "message") client.send("interrupt_request", {}, () => undefined, "control");
  else child.kill("SIGINT");
  return Promise.race([ended, pause(limit)]);
}

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time, undefined));
