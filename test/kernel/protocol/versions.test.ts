import ts from "typescript";
import { expect, test } from "vitest";
import { typescriptVersion } from "#kernel/protocol/versions.js";

test("kernel_info tells the version of the compiler that is installed", () => {
  expect(typescriptVersion).toBe(ts.version);
});
