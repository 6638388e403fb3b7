// What is measured of a running kernel. Times are milliseconds.
import { cell } from "./client.mjs";
import { work } from "./languages.mjs";

const silence = 2_000;
const linesLimit = 60_000;
const buffersLimit = 30_000;

/** Times of some trivial cells, one after the other. */
export async function trivialCells({ client, language }, count) {
  const times = [];
  for (let i = 0; i < count; i++) times.push(await client.execute(language.trivial));
  return times;
}

/** Declares names in cells of 50. */
export async function declareAll({ client, language }) {
  const each = 50;
  for (let from = 0; from < work.declarations; from += each) {
    const names = Array.from({ length: each }, (_, i) => language.declare(from + i));
    await client.execute(names.join("\n"));
  }
}

/** Members of a value that a cell has declared; each request a little different. Undefined: no answer within the limit. */
export async function completions({ client, language }, count, limit) {
  const times = [];
  for (let i = 0; i < count; i++) {
    const code = language.member(work.declarations - 1 - i);
    const time = await client.ask("complete_request", { code, cursor_pos: code.length }, { limit });
    if (time === undefined) return undefined;
    times.push(time);
  }
  return times;
}

/** Starts a cell that loops for ever; nothing but completions can be asked afterwards. */
export async function loopForEver({ client, language }) {
  client.send("execute_request", cell(language.loop), () => undefined);
  await new Promise((resolve) => setTimeout(resolve, 500));
}

/** Megabytes (10⁶ bytes) a second that arrive on iopub, from the request to the last message. */
export async function bufferRate({ client, language }) {
  let [arrived, last] = [0, 0];
  const begin = performance.now();
  // Not `execute`, which hears nothing after the idle: some kernels publish later.
  client.send("execute_request", cell(language.sendBuffers), (_from, { type, buffers, contentBytes }) => {
    const isPayload = buffers.length > 0 || (type === "display_data" && contentBytes >= work.bufferBytes);
    if (!isPayload) return;
    arrived++;
    last = performance.now();
  });
  const isComplete = await until(() => arrived >= work.bufferCount, buffersLimit);
  return isComplete ? (work.bufferCount * work.bufferBytes) / 1000 / (last - begin) : undefined;
}

/** How many of the printed lines arrive, whether idle is the last message, and how long it takes. */
export function printedLines({ client, language }) {
  let [lines, isIdleLast, last] = [0, false, performance.now()];
  const begin = last;
  client.send("execute_request", cell(language.print), (from, message) => {
    last = performance.now();
    if (from !== "iopub") return;
    const { execution_state, text } = message.content();
    isIdleLast = execution_state === "idle";
    if (message.type === "stream") lines += text.split("\n").length - 1;
  });
  const isOver = () => performance.now() - last > silence;
  return until(isOver, linesLimit).then(() => ({ lines, isIdleLast, time: last - begin }));
}

/** Whether it became true within the limit. */
async function until(isTrue, limit) {
  const end = performance.now() + limit;
  while (!isTrue() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  return isTrue();
}
