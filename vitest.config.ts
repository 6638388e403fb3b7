import { defineConfig } from "vitest/config";

// Tests import the built `dist` (package.json "imports"), so that they run what a user runs; build first.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/bench/**"],
    setupFiles: ["test/propertySeed.ts"],
    testTimeout: 30_000,
    // A second is too short for a page and a kernel on a busy machine.
    expect: { poll: { timeout: 20_000 } },
  },
});
