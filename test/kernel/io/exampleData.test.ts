import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRonchiError } from "#core/errors.js";
import { writeExampleData } from "#kernel/io/exampleData.js";

let folder: string;
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "ronchi-example-")), "example");
});
afterAll(() => rm(join(folder, ".."), { recursive: true }));

test("example data are written once, and again when a file is damaged or the parameters differ", async () => {
  const first = await writeExampleData(folder);
  expect(first).toEqual({ path: join(folder, "gold_film_master.h5"), written: true });
  expect((await writeExampleData(folder)).written).toBe(false);

  const stamp = join(folder, "gold_film_parameters.json");
  const parameters = await readFile(stamp, "utf8");
  await writeFile(stamp, JSON.stringify({ ...JSON.parse(parameters), sha256: "of another version" }));
  expect(await wouldWrite()).toBe(true);
  await writeFile(stamp, parameters);
  expect(await wouldWrite()).toBe(false);

  const data = join(folder, "gold_film_data_000003.h5");
  const { size } = await stat(data);
  await truncate(data, 1000);
  expect((await writeExampleData(folder)).written).toBe(true);
  expect((await stat(data)).size).toBe(size);
});

/** Asks with a stop already given, so that nothing is written. */
async function wouldWrite(): Promise<boolean> {
  try {
    await writeExampleData(folder, { signal: AbortSignal.abort() });
    return false;
  } catch (error) {
    if (isRonchiError(error, "cancelled")) return true;
    throw error;
  }
}
