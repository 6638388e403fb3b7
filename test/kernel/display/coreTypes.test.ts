import { expect, test } from "vitest";
import { fitDirectDisk } from "#core/calibration/directDisk.js";
import { fitOrigin } from "#core/calibration/fitOrigin.js";
import type { RealSlice } from "#core/data/realSlice.js";
import { RonchiError } from "#core/errors.js";
import { type MimeBundle, toMimeBundle } from "#kernel/display/mimeBundle.js";

const shown = async (value: unknown) => (await toMimeBundle(value)) as MimeBundle;
const provenance = { operation: "test", parameters: {}, inputs: [], version: "0" };

function slice(name: string): RealSlice {
  return {
    ...{ kind: "RealSlice", name, shape: [4, 4], unit: "counts", calibration: {}, provenance },
    data: Float64Array.from({ length: 16 }, (_, i) => i),
    overflow: { pixels: 0, frames: 0 },
  };
}

test("the results of a run are a line and a picture each", async () => {
  const peaks = { data: new Float64Array(4 * 4 * 3), shape: [4, 4, 3] };
  const bundle = await shown({ "b<f": slice("bright"), peaks, radius: 6 });
  const line = 'RealSlice "bright", 4 × 4 float64, 0 to 15 counts, scan step not known';
  expect(bundle["text/plain"]).toBe(
    `{\n  b<f: ${line}\n  peaks: 4 × 4 × 3, Float64Array(48) [0, 0, 0, 0, 0, 0, 0, 0, …]  min 0, max 0\n  radius: 6\n}`,
  );
  const html = String(bundle["text/html"]);
  expect(html.match(/<img alt="b&lt;f" src="data:image\/png;base64,iVBOR/g)).toHaveLength(1);
  expect(html).toContain("b&lt;f: RealSlice &quot;bright&quot;");
});

test("a list of images is a line and a picture each", async () => {
  const bundle = await shown([slice("a"), slice("b")]);
  expect(String(bundle["text/html"]).match(/<img /g)).toHaveLength(2);
  expect(String(bundle["text/plain"]).split("\n")).toHaveLength(4);
});

test("the state of a run tells how far it is and what is known", async () => {
  const state = {
    results: { bf: slice("bf") },
    processed: new Uint8Array(16),
    doneFrames: 4,
    totalFrames: 16,
  };
  const text = String((await shown(state))["text/plain"]);
  expect(text).toContain('bf: RealSlice "bf"');
  expect(text).toContain("doneFrames: 4");
});

test("a run that nobody awaits is not started by a look at it", async () => {
  let started = 0;
  const run = {
    // biome-ignore lint/suspicious/noThenProperty: as runs have it
    then: () => ++started,
    [Symbol.asyncIterator]: () => ++started,
  };
  // Not through an await, which would take the run for a promise.
  const bundle = toMimeBundle(run) as MimeBundle;
  expect(bundle["text/plain"]).toContain("await");
  expect(started).toBe(0);
});

test("a fitted disk tells place, radius, edge and confidence with units", async () => {
  const data = Float64Array.from({ length: 48 * 48 }, (_, i) =>
    Math.hypot(Math.floor(i / 48) - 23, (i % 48) - 25) <= 8 ? 100 : 1,
  );
  const disk = fitDirectDisk({ data, shape: [48, 48] });
  expect((await shown(disk))["text/plain"]).toMatch(
    /^DirectDisk at \[2[23][.\d]*, 2[45][.\d]*\] px, radius [78][.\d]* px, edge [.\d]+ px, confidence [01]\.\d\d$/,
  );
});

test("a fitted origin tells its model and where the beam goes", async () => {
  const positions = Array.from({ length: 25 }, (_, i) => [Math.floor(i / 5), i % 5] as const);
  const origin = fitOrigin({
    scanShape: [5, 5],
    y: positions.map(([v]) => 10 + v),
    x: positions.map(([, u]) => 20 - u / 2),
  });
  expect((await shown(origin))["text/plain"]).toMatch(
    /^DescanOrigin, plane over 5 × 5 scan positions, \[10, 20\] px at the first, \[14, 18\] px at the last, scatter .* px, 100 % of the positions used$/,
  );
});

test("a bitmap detector is a picture, other detectors are their record", async () => {
  const mask = new Uint8Array(400).fill(1, 0, 30);
  const bundle = await shown({ shape: "bitmap", size: [20, 20], mask });
  expect(bundle["text/plain"]).toBe("bitmap detector, 20 × 20 px, 30 of them belong to it");
  expect(bundle["image/png"]).toBeTypeOf("string");
  expect(await shown({ shape: "circle", radius: 6 })).toEqual({
    "text/plain": "{ shape: 'circle', radius: 6 }",
  });
});

test("a RonchiError is a table of its parts, without a stack", async () => {
  const error = new RonchiError({
    ...{ code: "not-found", subject: "a.h5", found: "nothing", expected: "a <file>", remedy: "Look again." },
    cause: new TypeError("deep"),
  });
  const bundle = await shown(error);
  expect(bundle["text/plain"]).toBe(
    "RonchiError (not-found) a.h5: found nothing; expected a <file>. Look again.",
  );
  expect(bundle["text/html"]).toContain('<td style="text-align: left">a &lt;file&gt;</td></tr>');
  expect(bundle["text/html"]).toContain('cause</td><td style="text-align: left">TypeError: deep</td></tr>');
});
