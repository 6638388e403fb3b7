// Several programs do the same work in turn, so that all meet the same load of the machine.
import { deepStrictEqual } from "node:assert";
import { repeats } from "./files.mjs";

/** Centres of mass may differ by this, px: the peers compute in float32. */
const tolerance = 1e-4;

/**
 * Seconds of each contestant, `{ side, request }`: a line process and what it is asked. Their results are compared
 * first, which also warms the page cache, compilers, and what is kept in memory.
 */
export async function alternate(contestants) {
  await checkAll(contestants);
  const seconds = contestants.map(() => []);
  for (let i = 0; i < repeats; i++) {
    for (const [at, { side, request }] of contestants.entries())
      seconds[at].push((await side.ask({ op: "run", ...request })).seconds);
  }
  return seconds;
}

/** Every result of each contestant has to equal that of the first one that has it. */
async function checkAll(contestants) {
  const known = {};
  for (const { side, request } of contestants) {
    const found = await side.ask({ op: "check", ...request });
    for (const [name, value] of Object.entries(found)) {
      known[name] ??= value;
      const what = `${name} of ${request.path}, ${request.work}`;
      if (name === "com") checkClose(value, known[name], what);
      else deepStrictEqual(value, known[name], `${what}: results differ`);
    }
  }
}

function checkClose(found, expected, what) {
  const isOff =
    found.length !== expected.length || found.some((v, i) => !(Math.abs(v - expected[i]) < tolerance));
  if (isOff) throw new Error(`${what}: results differ by more than ${tolerance} px`);
}
