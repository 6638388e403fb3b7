// The picker's data path without browser and sockets: asked like a view asks it, timed until its frames come back.
import { detectorPickerData } from "../../../dist/widgets/models/detectorPickerData.js";

const look = { scale: "linear", colormap: "gray", percentile: [0, 100] };

/** Detectors of a drag, in parts of the detector's side; each move shifts the centre a little. */
export const drags = {
  spot: { shape: "circle", radius: 0.02 },
  "bright field": { shape: "circle", radius: 0.1 },
  annulus: { shape: "annulus", inner: 0.15, outer: 0.45 },
  rectangle: { shape: "rectangle", height: 0.3, width: 0.6 },
};

/** The detector after so many moves. */
export function detectorAt({ shape, ...sizes }, cubeShape, move) {
  const side = Math.min(cubeShape[2], cubeShape[3]);
  const scaled = Object.fromEntries(Object.entries(sizes).map(([name, part]) => [name, part * side]));
  const centre = [side / 2 - 0.5 + 0.1 * move, side / 2 - 0.5 - 0.05 * move];
  return { shape, centre, ...scaled };
}

/**
 * A picker's data path over the compute workers. `answer(request)` gives ms until the first coarse frame (undefined
 * without one), until the exact one, and of its run alone; `ask` waits for nothing; `frames` lists what came back.
 */
export function pickerOf(cube, client, detector) {
  const { description, calibration, shape } = cube;
  const state = {
    scan: { name: cube.name, shape, dtype: cube.dtype, calibration, variable: "scan" },
    ...{ detector, response: "integrate", cursor: [0, 0], region: null, pattern: "sum" },
    ...{ diffraction: look, image: look },
  };
  let lastRun = 0;
  const run = async (plan, options) => {
    const started = performance.now();
    const result = await client.run(plan, options);
    lastRun = performance.now() - started;
    return result;
  };
  const wire = listening();
  const host = { executor: { run }, send: wire.send, updateSnapshot: () => {}, now: () => performance.now() };
  const path = detectorPickerData({ description, calibration, state }, host);
  return {
    frames: wire.frames,
    ask: (request) => wire.ask(path, request),
    answer: async (request) => ({ ...(await wire.answer(path, request)), run: lastRun }),
    close: () => path.close(),
  };
}

/** The view's end: notes when frames of which request arrive, and acknowledges them at once. */
function listening() {
  const asked = new Map();
  const frames = [];
  let seq = 0;
  let path;
  let resolve = () => {};
  const send = (reply) => {
    if (reply.type === "error") throw new Error(reply.message);
    const age = performance.now() - asked.get(reply.seq);
    frames.push({ age, complete: reply.complete, seq: reply.seq });
    queueMicrotask(() => path.onMessage({ type: "ack", pane: reply.pane, seq: reply.seq }, []));
    if (reply.complete === 1) resolve(age);
  };
  const ask = (to, request) => {
    path = to;
    asked.set(++seq, performance.now());
    to.onMessage({ ...request, seq }, []);
  };
  const answer = async (to, request) => {
    const exact = await new Promise((done) => {
      resolve = done;
      ask(to, request);
    });
    const coarse = frames.find((frame) => frame.seq === seq && frame.complete < 1)?.age;
    return { exact, coarse };
  };
  return { send, ask, answer, frames };
}
