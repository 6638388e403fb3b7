import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describeHead } from "#core/formats/describeHead.js";
import { detectFormat, formats, openCube } from "#core/formats/registry.js";
import { memoryHost } from "./memoryHost.js";
import { expectFailure, fixture } from "./openFile.js";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("the format of a file", () => {
  it("is known by its first bytes, not by its name", () => {
    expect(detectFormat(Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10), "scan.npy")?.name).toBe(
      "HDF5",
    );
    expect(detectFormat(Uint8Array.of(0x93, ...ascii("NUMPY")), "scan.h5")?.name).toBe("npy");
    expect(detectFormat(ascii("HDF5 or so"), "scan.h5")).toBeUndefined();
  });

  it("may have a user block before it", () => {
    const head = new Uint8Array(65_536);
    head.set([0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10], 32_768);
    expect(detectFormat(head, "x")?.name).toBe("HDF5");
    expect(detectFormat(head.subarray(0, 32_770), "x")).toBeUndefined();
  });

  it("is found behind a user block of 8192 bytes", async () => {
    const bytes = readFileSync(fixture("latest_contiguous.h5"));
    const moved = Uint8Array.from([...new Uint8Array(8192), ...bytes]);
    const { format, description } = await openCube("moved.h5", memoryHost({ "moved.h5": moved }));
    expect([format, description.shape]).toEqual(["HDF5", [3, 4, 7, 5]]);
  });

  it("has extensions in lower case, with the dot, each in one format", () => {
    const extensions = formats.flatMap((format) => format.extensions);
    expect(new Set(extensions).size).toBe(extensions.length);
    for (const extension of extensions) expect(extension).toMatch(/^\.[a-z0-9]+$/);
  });

  it("that is not known is refused with what it seems to be, and what can be read", async () => {
    const host = memoryHost({ "notes.txt": ascii("Dear diary") });
    const words = ['text "Dear dia"', "HDF5 (.h5", "npy (.npy)"];
    await expectFailure(openCube("notes.txt", host), "not-this-format", "notes.txt", ...words);
  });

  it.each([
    [[], "an empty file"],
    [[0x50, 0x4b, 3, 4, 0, 0], "a zip archive"],
    [[0x80, 4, 0x95, 1], "a Python pickle (never opened: it can run code)"],
    [[0, 1, 2, 0xff], "a file that begins with the bytes 00 01 02 ff"],
  ])("beginning with %j is described as %s", (bytes, words) => {
    expect(describeHead(Uint8Array.from(bytes))).toBe(words);
  });
});
