import { defineConfig } from "vitest/config";

// Tests import the built `dist` (package.json "imports"), so that they run what a user runs; build first.
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], exclude: ["test/bench/**"], testTimeout: 30_000 },
});
