import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { inflate } from "#kernel/io/inflate.js";
import { expectFailure } from "../../core/formats/openFile.js";

const attempt = async (bytes: Uint8Array, limit: number): Promise<Uint8Array> => inflate(bytes, limit);

describe("inflate", () => {
  const zeros = deflateSync(new Uint8Array(1e6));

  it("gives back what was deflated, up to the limit", () => {
    expect(inflate(zeros, 1e6)).toHaveLength(1e6);
  });

  it("stops at the limit instead of filling the memory", async () => {
    await expectFailure(attempt(zeros, 1e6 - 1), "too-large", "999999 bytes");
  });

  it("tells a cut stream from a damaged one", async () => {
    await expectFailure(attempt(zeros.subarray(0, 100), 1e6), "truncated");
    await expectFailure(attempt(Uint8Array.of(1, 2, 3, 4), 1e6), "corrupt", "incorrect header check");
  });
});
