import { expect, test } from "vitest";
import { hashSeed } from "#kernel/debugger/cellFiles.js";
import { murmur2 } from "#kernel/debugger/murmur2.js";

// Computed by ipykernel 7.4.0: ipykernel.compiler.murmur2_x86(text, get_tmp_hash_seed()).
test.each([
  ["", 3990065800],
  ["a", 2167009006],
  ["ab", 2805137849],
  ["abc", 3350977461],
  ["abcd", 804720481],
  ["const x = 1;\n// größe 😀\n", 2394707975],
  ["x".repeat(1001), 2469510316],
])("the hash of %j is the one that ipykernel computes", (text, hash) => {
  expect(murmur2(text, hashSeed)).toBe(hash);
});
