import fc from "fast-check";

/**
 * Properties draw the same cases in every run of the suite, so that a run of a commit passes or fails once and for all.
 * `RONCHI_PROPERTY_SEED=7 npx vitest run test/core` draws others; a failure prints its own seed and path.
 */
fc.configureGlobal({ seed: Number(process.env.RONCHI_PROPERTY_SEED ?? 1) });
