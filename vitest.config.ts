import { defineConfig } from "vitest/config";

// Tests import the built `dist` (package.json "imports"), so that they run what a user runs; build first.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/bench/**"],
    setupFiles: ["test/propertySeed.ts"],
    // Only what hangs is to meet these: on a busy machine a page, a kernel or the compiler may take many seconds.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
