import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lookup3 } from "#core/formats/hdf5/lookup3.js";
import { openCube } from "#core/formats/registry.js";
import { memoryHost } from "./memoryHost.js";
import { expectFailure, fixture } from "./openFile.js";

describe("the checksum of newer HDF5 structures", () => {
  // The values that Bob Jenkins gives for hashlittle with initval 0 (lookup3.c, driver5).
  it.each([
    ["", 0xdeadbeef],
    ["Four score and seven years ago", 0x17770551],
  ])("of %j is that of lookup3", (text, value) => {
    expect(lookup3(new TextEncoder().encode(text))).toBe(value);
  });

  it("catches a changed bit in a name", async () => {
    const bytes = new Uint8Array(readFileSync(fixture("latest_contiguous.h5")));
    const name = Buffer.from(bytes).indexOf("\x04data");
    bytes[name + 1]! ^= 1;
    await expectFailure(openCube("x.h5", memoryHost({ "x.h5": bytes })), "corrupt", "checksum");
  });
});
