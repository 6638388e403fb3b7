// Our half of the benchmark: answers the requests of libertemPeer.py ("prepare", "run", "check"), one JSON object a line,
// with the built package. RONCHI_WORKERS says how many compute workers it has.
import { Console } from "node:console";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { centerOfMassOf, planCenterOfMass } from "../../../dist/core/udf/library/centerOfMass.js";
import { patternOf, planSumPattern } from "../../../dist/core/udf/library/sumPattern.js";
import { planVirtualImages, virtualImagesOf } from "../../../dist/core/udf/library/virtualImages.js";
import { makePlan } from "../../../dist/core/udf/plan.js";
import { annulus, circle, open, rectangle, virtualImages } from "../../../dist/kernel/api/index.js";

// Standard output carries the replies; what the library says goes beside them.
globalThis.console = new Console(process.stderr);

/** Less than the least that frames are kept in, so that every pass reads the file (docs/decisions/0006). */
const keepsNothing = 2 ** 20;
const shapes = { annulus, circle, rectangle };
const cubes = new Map();
let detectors = {};
let support;

const answers = {
  async prepare(request) {
    detectors = Object.fromEntries(
      request.detectors.map(({ shape, ...sizes }, i) => [`image ${i}`, shapes[shape](sizes)]),
    );
    support = request.support;
    return { ready: true };
  },
  async run(request) {
    const cube = await opened(request);
    const started = performance.now();
    await works[request.work](cube);
    return { seconds: (performance.now() - started) / 1000 };
  },
  async check(request) {
    return described(await works[request.work](await opened(request)));
  },
  /** Resident memory, bytes: now, and the most this process had. */
  memory() {
    return { resident: process.memoryUsage().rss, peak: peakResident() };
  },
};

const works = {
  async masks(cube) {
    const images = await virtualImages(cube, detectors);
    return { images: Object.values(images).map(({ data }) => data) };
  },
  one: async (cube) => {
    const { image } = await virtualImages(cube, { image: Object.values(detectors)[0] });
    return { images: [image.data] };
  },
  /** Sum pattern, the masks and the centre of mass, in one pass. */
  async three(cube) {
    const { description, executor } = cube;
    const plans = [
      planSumPattern(description),
      planVirtualImages(description, detectors),
      planCenterOfMass(description, circle(support)),
    ];
    const calls = plans.flatMap((plan) => plan.calls);
    const run = await executor.run(makePlan(description, calls));
    const images = Object.values(virtualImagesOf(description, detectors, run));
    return { sum: patternOf(run), images, com: centerOfMassOf(run) };
  },
};

async function opened({ path, scan, memoryLimit = keepsNothing }) {
  const key = `${path} ${memoryLimit}`;
  if (!cubes.has(key)) cubes.set(key, await open(path, { scanShape: scan, memoryLimit }));
  return cubes.get(key);
}

/** Counts as digests, since they are exact; centres as numbers, [y, x] of every frame. */
function described({ sum, images, com }) {
  return {
    images: images.map(digest),
    ...(sum && { sum: digest(sum) }),
    ...(com && { com: Array.from(com.y, (y, i) => [y, com.x[i]]).flat() }),
  };
}

function digest(data) {
  const whole = Uint32Array.from(data);
  if (!whole.every((value, i) => value === data[i])) throw new Error("expected whole counts below 2^32");
  return createHash("sha256").update(new Uint8Array(whole.buffer)).digest("hex");
}

function peakResident() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await answers[request.op](request))}\n`);
}
