import type { MagicHost } from "./magicHost.js";

/** Runs of `%timeit`, and the time that each of them aims at, in seconds. */
const runs = 7;
const leastSeconds = 0.2;

/** `%time code`, `%%time`: runs it once; prints the time by the clock and of the processor. */
export async function time(code: string, host: MagicHost): Promise<unknown> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const value = await host.run(code);
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  host.print(`CPU ${seconds((user + system) / 1e6)}, wall ${seconds(wall)}\n`);
  return value;
}

/** `%timeit code`, `%%timeit`: mean and standard deviation of the time of one pass through it. */
export async function timeit(code: string, host: MagicHost): Promise<void> {
  const pass = (await host.run(
    /\bawait\b/.test(code) ? `(async () => {${code}\n})` : `(() => {${code}\n})`,
  )) as Pass;
  const loops = await enoughLoops(pass);
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push((await timed(pass, loops)) / loops);
  const mean = times.reduce((sum, t) => sum + t, 0) / runs;
  const deviation = Math.sqrt(times.reduce((sum, t) => sum + (t - mean) ** 2, 0) / runs);
  host.print(`${seconds(mean)} ± ${seconds(deviation)} a pass (${runs} runs of ${loops})\n`);
}

type Pass = () => unknown;

/** As many passes as take about {@link leastSeconds}, told from a tenth of that. */
async function enoughLoops(pass: Pass): Promise<number> {
  for (let loops = 1; ; loops *= 10) {
    const took = await timed(pass, loops);
    if (took >= leastSeconds / 10) return Math.max(1, Math.ceil((loops * leastSeconds) / took));
  }
}

async function timed(pass: Pass, loops: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < loops; i++) {
    const result = pass();
    // Only what is asynchronous is waited for: an await costs more than many a pass.
    if (result instanceof Promise) await result;
  }
  return (performance.now() - start) / 1000;
}

/** Three digits and the unit that fits. */
function seconds(value: number): string {
  const [unit, factor] =
    value >= 1 ? ["s", 1] : value >= 1e-3 ? ["ms", 1e3] : value >= 1e-6 ? ["µs", 1e6] : ["ns", 1e9];
  return `${Number((value * (factor as number)).toPrecision(3))} ${unit}`;
}
