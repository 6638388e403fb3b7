import { decode } from "fast-png";
import { beforeEach, describe, expect, it } from "vitest";
import { decodeImage, type ImageMessage } from "#widgets/codecs.js";
import type { DataPath } from "#widgets/models/dataPath.js";
import { defaultPanes } from "#widgets/models/defaultPanes.js";
import { type DetectorPickerDataParams, detectorPickerData } from "#widgets/models/detectorPickerData.js";
import type { PickerReply, PickerRequest } from "#widgets/models/detectorPickerState.js";
import { shownImageOf } from "#widgets/models/shown.js";
import { calibration, description, type HeldRun, heldExecutor, settled } from "./fakes.js";

const pane = { scale: "linear", colormap: "gray", percentile: [0, 100] } as const;
const detector = { shape: "annulus", centre: [3.5, 3.5], inner: 1, outer: 3 } as const;
const params: DetectorPickerDataParams = {
  description,
  calibration,
  state: {
    scan: { name: "Au_master.h5", shape: description.shape, dtype: "uint16", calibration, variable: "scan" },
    detector,
    detectors: [{ name: "A", detector }],
    selected: "A",
    composite: null,
    response: "integrate",
    region: null,
    cursor: [2, 3],
    pattern: "sum",
    ...defaultPanes,
    diffraction: pane,
    image: pane,
  },
};
const disk = (radius: number) => ({ shape: "circle", centre: [3.5, 3.5], radius }) as const;

type Frame = PickerReply & { type: "frame" };
interface Sent {
  readonly reply: PickerReply;
  readonly image: ImageMessage | undefined;
}

let runs: HeldRun[];
let sent: Sent[];
let snapshots: { png: Uint8Array; caption: string }[];
let timers: (() => void)[];
let path: DataPath;

const ask = (request: PickerRequest): void => path.onMessage({ ...request }, []);
const frames = (name: string): (Frame & { image: ImageMessage })[] =>
  sent.flatMap(({ reply, image }) =>
    reply.type === "frame" && reply.pane === name ? [{ ...reply, image: image! }] : [],
  );
/** Timers of the path that have come due. */
const passASecond = (): void => {
  for (const callback of timers.splice(0)) callback();
};
const askAndFinish = async (seq: number): Promise<void> => {
  ask({ type: "image", seq, detector: disk(seq / 10) });
  await runs.at(-1)!.finish();
};

beforeEach(() => {
  const held = heldExecutor();
  runs = held.runs;
  [sent, snapshots, timers] = [[], [], []];
  const host = {
    executor: held.executor,
    send: (content: Record<string, unknown>, buffers?: Uint8Array[]) => {
      const image = buffers?.[0] && decodeImage(buffers[0]);
      sent.push({ reply: content as unknown as PickerReply, image });
    },
    updateSnapshot: (png: Uint8Array, caption: string) => snapshots.push({ png, caption }),
    now: () => 0,
  };
  path = detectorPickerData(params, host, {
    setTimeout: (callback) => {
      timers.push(callback);
      return callback;
    },
    clearTimeout: (timer) => {
      timers = timers.filter((callback) => callback !== timer);
    },
  });
});

describe("a view that is attached", () => {
  it("gets the image of the detector and the sum pattern, calibrated", async () => {
    ask({ type: "hello" });
    for (const run of runs) await run.finish();
    const [image, pattern] = [frames("image")[0]!, frames("pattern")[0]!];
    expect(image).toMatchObject({ seq: 0, complete: 1, skipped: 0, overflow: { pixels: 1, frames: 1 } });
    expect(image.image.shape).toEqual([4, 6]);
    expect([...image.image.data]).toEqual(Array(24).fill(1));
    expect(image.image.calibration).toEqual(calibration);
    expect(pattern.image.shape).toEqual([8, 8]);
    expect(pattern.image.data[10]).toBe(12);
    expect([pattern.image.excluded, image.image.excluded]).toEqual([description.excluded, undefined]);
  });

  it("gets the current frames again after a reload, at once and with all credits", async () => {
    ask({ type: "hello" });
    for (const run of runs) await run.finish();
    for (const seq of [1, 2, 3, 4, 5]) await askAndFinish(seq);
    const before = runs.length;
    sent.length = 0;
    ask({ type: "hello" });
    expect(runs.length).toBe(before);
    expect(frames("image").map(({ seq }) => seq)).toEqual([5]);
    expect(frames("pattern")).toHaveLength(1);
    for (const seq of [6, 7, 8]) await askAndFinish(seq);
    expect(frames("image").map(({ seq }) => seq)).toEqual([5, 6, 7, 8]);
  });

  it("gets what its traits say, where a cell changed them while no view was attached", async () => {
    ask({ type: "hello", detector: disk(2), pattern: "cursor", cursor: [1, 2] });
    const region = runs[1]!.plan.region!;
    expect([...region.keys()].filter((frame) => region[frame] === 1)).toEqual([1 * 6 + 2]);
    for (const run of runs) await run.finish();
    passASecond();
    expect(snapshots[0]!.caption).toContain("circle({ radius: 2, centre: [3.5, 3.5] })");
  });
});

describe("a drag", () => {
  it("aborts the running image for a newer one; only the newest of those that waited is run", async () => {
    for (const seq of [1, 2, 3]) ask({ type: "image", seq, detector: disk(seq) });
    expect(runs).toHaveLength(1);
    expect(runs[0]!.signal!.aborted).toBe(true);
    await settled();
    expect(runs).toHaveLength(2);
    await runs[1]!.finish();
    expect(sent.map(({ reply }) => [reply.type, reply.seq])).toEqual([["frame", 3]]);
  });

  it("sends no more frames than credits, keeps the newest, counts the others, and the last one arrives", async () => {
    for (let seq = 1; seq <= 9; seq++) await askAndFinish(seq);
    expect(frames("image").map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    ask({ type: "ack", pane: "image", seq: 1 });
    expect(frames("image").map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 9]);
    expect(frames("image").at(-1)!.skipped).toBe(4);
    expect(frames("image").at(-1)!.image.data[0]).toBe(9);
    ask({ type: "ack", pane: "image", seq: 2 });
    expect(frames("image")).toHaveLength(5);
  });

  it("takes credits back with a request, as with acknowledgements", async () => {
    for (let seq = 1; seq <= 5; seq++) await askAndFinish(seq);
    expect(frames("image").map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    ask({ type: "image", seq: 6, drawn: 2, detector: disk(6) });
    expect(frames("image").map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    await runs.at(-1)!.finish();
    expect(frames("image").map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("keeps the credits of the panes apart", async () => {
    for (let seq = 1; seq <= 5; seq++) await askAndFinish(seq);
    ask({ type: "pattern", seq: 6, pattern: "cursor", cursor: [0, 0] });
    await runs.at(-1)!.finish();
    expect(frames("pattern")).toHaveLength(1);
    ask({ type: "ack", pane: "pattern", seq: 6 });
    expect(frames("image")).toHaveLength(4);
  });

  it("gives no credit for acknowledgements of frames that were never sent", async () => {
    for (let i = 0; i < 20; i++) ask({ type: "ack", pane: "image", seq: i });
    for (let seq = 1; seq <= 9; seq++) await askAndFinish(seq);
    expect(frames("image")).toHaveLength(4);
  });
});

describe("a pass that takes long", () => {
  it("sends coarse frames whose missing positions have the nearest value, and the exact one last", async () => {
    ask({ type: "image", seq: 1, detector: disk(2) });
    runs[0]!.partial([0, 23]);
    runs[0]!.partial([0, 5, 18, 23]);
    await runs[0]!.finish();
    expect(frames("image").map(({ seq, complete }) => [seq, complete])).toEqual([
      [1, 2 / 24],
      [1, 4 / 24],
      [1, 1],
    ]);
    const [first, second, exact] = frames("image").map(({ image }) => image.data);
    expect([first![0], first![1], first![22], first![23]]).toEqual([100, 100, 123, 123]);
    expect([second![5], second![4], second![18]]).toEqual([105, 105, 118]);
    expect([...exact!]).toEqual(Array(24).fill(1));
  });

  it("sends a coarse frame in boxes while few positions are known, each with the value of one near it", () => {
    ask({ type: "image", seq: 1, detector: disk(2) });
    runs[0]!.partial([9]);
    const { image } = frames("image")[0]!;
    expect(image).toMatchObject({ shape: [4, 6], box: 2 });
    expect([...image.data]).toEqual(Array(6).fill(109));
  });

  it("sends the next coarse frame when half as many positions again are known, and none without any", () => {
    ask({ type: "image", seq: 1, detector: disk(2) });
    for (const known of [0, 4, 5, 6, 7, 8, 9, 24]) runs[0]!.partial([...Array(known).keys()]);
    expect(frames("image").map(({ complete }) => complete * 24)).toEqual([4, 6, 9]);
  });

  it("is ended for a newer request once it has shown something, and sends no more", async () => {
    ask({ type: "image", seq: 1, detector: disk(1) });
    ask({ type: "image", seq: 2, detector: disk(2) });
    await settled();
    ask({ type: "image", seq: 3, detector: disk(3) });
    expect(runs[1]!.signal!.aborted, "its predecessor showed nothing").toBe(false);
    runs[1]!.partial([3]);
    expect(runs[1]!.signal!.aborted).toBe(true);
    runs[1]!.partial([3, 9, 15]);
    await settled();
    await runs[2]!.finish();
    expect(frames("image").map(({ seq, complete }) => [seq, complete])).toEqual([
      [2, 1 / 24],
      [3, 1],
    ]);
  });

  it("takes credits for coarse frames too, and the exact one arrives all the same", async () => {
    for (let seq = 1; seq <= 3; seq++) await askAndFinish(seq);
    ask({ type: "image", seq: 4, detector: disk(4) });
    runs.at(-1)!.partial([1]);
    runs.at(-1)!.partial([1, 2, 3]);
    await runs.at(-1)!.finish();
    expect(frames("image").at(-1)).toMatchObject({ seq: 4, complete: 1 / 24 });
    ask({ type: "ack", pane: "image", seq: 1 });
    expect(frames("image").at(-1)).toMatchObject({ seq: 4, complete: 1, skipped: 1 });
  });
});

describe("what the widget tells of the picture it made", () => {
  it("is shown without a run to the view that is attached then, and is what the output has stored", () => {
    const overflow = { pixels: 0, frames: 0 };
    const image = { data: new Uint32Array(24).fill(7), shape: [4, 6], unit: "counts", overflow } as const;
    const pattern = { data: new Uint32Array(64).fill(9), shape: [8, 8], unit: "counts", overflow } as const;
    const { cursor, region } = params.state;
    path.onTold!({
      image: { shown: { detector, response: "integrate" }, image, milliseconds: 5 },
      pattern: { shown: { pattern: "sum", cursor, region }, image: pattern, milliseconds: 5 },
      looks: { ...defaultPanes, diffraction: pane, image: pane },
    });
    ask({ type: "hello", ...params.state, ...shownImageOf(params.state), composite: null });
    expect(runs).toHaveLength(0);
    expect([frames("image")[0]!.image.data[0], frames("pattern")[0]!.image.data[0]]).toEqual([7, 9]);
    expect(timers).toHaveLength(0);
  });
});

it("runs the sum pattern once, however often it is shown", async () => {
  ask({ type: "pattern", seq: 1, pattern: "sum", cursor: [0, 0] });
  await runs[0]!.finish();
  ask({ type: "pattern", seq: 2, pattern: "cursor", cursor: [0, 1] });
  await runs[1]!.finish();
  ask({ type: "pattern", seq: 3, pattern: "sum", cursor: [0, 1] });
  await settled();
  expect(runs).toHaveLength(2);
  expect(frames("pattern").map(({ seq, image }) => [seq, image.data[0]])).toEqual([
    [1, 1],
    [2, 2],
    [3, 1],
  ]);
});

describe("what cannot be made", () => {
  it("is answered with the error in words, and the next request works", async () => {
    ask({ type: "image", seq: 1, detector: disk(1) });
    await runs[0]!.fail(new Error("Au_data_000001.h5: found 100 bytes; expected 4096."));
    expect(sent[0]!.reply).toEqual({
      type: "error",
      pane: "image",
      seq: 1,
      message: "Au_data_000001.h5: found 100 bytes; expected 4096.",
    });
    await askAndFinish(2);
    expect(frames("image").map(({ seq }) => seq)).toEqual([2]);
  });

  it("covers impossible geometry and positions outside the scan: no run is started", async () => {
    ask({ type: "image", seq: 1, detector: disk(-1) });
    ask({ type: "pattern", seq: 2, pattern: "cursor", cursor: [4, 0] });
    await settled();
    expect(runs).toHaveLength(0);
    expect(sent.map(({ reply }) => [reply.type, reply.pane])).toEqual([
      ["error", "image"],
      ["error", "pattern"],
    ]);
  });
});

describe("the stored picture", () => {
  it("follows once the changes have stopped for a second", async () => {
    ask({ type: "hello" });
    for (const run of runs) await run.finish();
    passASecond();
    expect(snapshots, "nothing has changed").toHaveLength(0);
    for (const seq of [1, 2]) await askAndFinish(seq);
    expect(timers).toHaveLength(1);
    passASecond();
    expect(snapshots).toHaveLength(1);
    const { png, caption } = snapshots[0]!;
    expect(decode(png).width).toBeGreaterThan(300);
    expect(caption).toBe(
      "const { image } = await virtualImages(scan, { image: circle({ radius: 0.2, centre: [3.5, 3.5] }) });",
    );
  });

  it("follows the looks of the panes, which start no run", async () => {
    ask({ type: "hello" });
    for (const run of runs) await run.finish();
    const before = runs.length;
    const looks = { ...defaultPanes, diffraction: pane };
    ask({ type: "looks", ...looks, image: { ...pane, colormap: "viridis" } });
    passASecond();
    ask({ type: "looks", ...looks, image: pane });
    passASecond();
    expect(runs).toHaveLength(before);
    // As buffers: an equality of large arrays by their elements takes seconds.
    const pixels = (at: number): Buffer => Buffer.from(decode(snapshots[at]!.png).data);
    const [viridis, gray] = [pixels(0), pixels(1)];
    expect(gray.equals(viridis)).toBe(false);
    ask({ type: "hello", image: { ...pane, colormap: "viridis" } });
    passASecond();
    expect(pixels(2).equals(viridis)).toBe(true);
  });

  it("is not made any more after the widget is closed, and what runs is cancelled", async () => {
    ask({ type: "hello" });
    for (const run of runs) await run.finish();
    await askAndFinish(1);
    ask({ type: "image", seq: 2, detector: disk(2) });
    path.close();
    passASecond();
    expect(snapshots).toHaveLength(0);
    expect(runs.at(-1)!.signal!.aborted).toBe(true);
  });
});
