// Our half of the benchmark: answers the requests of libertemPeer.py ("prepare", "run", "digests"), one JSON object a
// line, through the public API of the built package. RONCHI_WORKERS says how many compute workers it has.
import { Console } from "node:console";
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { annulus, circle, open, rectangle, virtualImages } from "../../../dist/kernel/api/index.js";

// Standard output carries the replies; what the library says goes beside them.
globalThis.console = new Console(process.stderr);

const shapes = { annulus, circle, rectangle };
const cubes = new Map();
let detectors = {};
let scanShape;

const answers = {
  async prepare(request) {
    detectors = Object.fromEntries(
      request.detectors.map(({ shape, ...sizes }, i) => [i, shapes[shape](sizes)]),
    );
    scanShape = request.scan;
    return { ready: true };
  },
  async run({ path }) {
    const cube = await opened(path);
    const started = performance.now();
    await virtualImages(cube, detectors);
    return { seconds: (performance.now() - started) / 1000 };
  },
  async digests({ path }) {
    const images = await virtualImages(await opened(path), detectors);
    return { digests: Object.values(images).map(({ data }) => digest(data)) };
  },
};

async function opened(path) {
  if (!cubes.has(path)) cubes.set(path, await open(path, { scanShape }));
  return cubes.get(path);
}

function digest(data) {
  if (!(data instanceof Uint32Array)) throw new Error(`expected exact counts, got ${data.constructor.name}`);
  return createHash("sha256")
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest("hex");
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await answers[request.op](request))}\n`);
}
