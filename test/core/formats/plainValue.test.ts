import { beforeAll, describe, expect, it } from "vitest";
import { readDataset } from "#core/formats/hdf5/dataset.js";
import { followLink, type Hdf5Object, linksOf, rootOf } from "#core/formats/hdf5/links.js";
import { readPlainAttribute, readPlainValue } from "#core/formats/hdf5/plainValue.js";
import { type Hdf5Session, openSession } from "#core/formats/hdf5/session.js";
import { createFormatHost } from "#kernel/io/formatHost.js";
import { readHdf5Values } from "#kernel/io/hdf5Values.js";
import { fixture } from "./openFile.js";

/** The HDF5 library's own answer is the truth here. */
describe.each(["values_earliest", "values_latest"])("values of %s", (name) => {
  const path = fixture(`${name}.h5`);
  let session: Hdf5Session;
  let root: Hdf5Object;
  let names: string[];
  beforeAll(async () => {
    session = openSession(createFormatHost(path));
    root = rootOf(await session.open(path));
    names = [...(await linksOf(root)).keys()];
  });

  async function plainOf(datasetName: string): Promise<unknown> {
    const link = (await linksOf(root)).get(datasetName)!;
    const dataset = await readDataset((await followLink(session, root, link))!);
    return readPlainValue(dataset!);
  }

  it("are those that the HDF5 library reads", async () => {
    const plain = names.filter((item) => item !== "variable" && item !== "flag");
    expect(plain.length).toBeGreaterThan(20);
    const expected = await readHdf5Values(
      path,
      plain.map((item) => `/${item}`),
    );
    for (const item of plain) expect([item, await plainOf(item)]).toEqual([item, expected[`/${item}`]]);
  });

  it("of attributes too", async () => {
    const plain = names.filter((item) => item !== "variable" && item !== "flag");
    const expected = await readHdf5Values(
      path,
      plain.map((item) => `/@${item}`),
    );
    const found = await Promise.all(
      plain.map(async (item) => [`/@${item}`, await readPlainAttribute(root, item)]),
    );
    const read = found.filter(([, value]) => value !== undefined);
    // libver="latest" moves many attributes out of the header: those are left to the library.
    expect(read.length).toBe(name === "values_latest" ? 0 : plain.length);
    for (const [key, value] of read) expect([key, value]).toEqual([key, expected[key as string]]);
  });

  it("that are not plain are left to the library", async () => {
    expect(await plainOf("variable")).toBeUndefined();
    expect(await plainOf("flag")).toBeUndefined();
    expect(await readPlainAttribute(root, "variable")).toBeUndefined();
    expect(await readPlainAttribute(root, "none")).toBeUndefined();
  });
});
