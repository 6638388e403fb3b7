// `npm test`: installs what is missing, builds, checks, runs every test. Arguments after `--` go to vitest.
// The last line is `N passed, N failed` (`, N skipped`), and the exit code agrees with it.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checks, runChecks } from "./check.mjs";
import { ensureChromium } from "./chromium.mjs";
import { testPackages } from "./python.mjs";
import { setup } from "./setup.mjs";
import { program, root, runShown, Stop, say } from "./steps.mjs";

const results = join(root, "dist/test-results.json");

await program(async () => {
  const python = await setup(testPackages);
  const chromium = await ensureChromium();
  const failedChecks = runChecks(checks);
  const code = runVitest({ RONCHI_VENV_PYTHON: python, RONCHI_CHROMIUM: chromium ?? "" });
  const counts = countTests();
  const passed = counts.passed + checks.length - failedChecks.length;
  const failed = counts.failed + failedChecks.length;
  for (const name of failedChecks) say(`Failed check: ${name}`);
  say(`${passed} passed, ${failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ""}`);
  return code === 0 && failed === 0 ? 0 : 1;
});

function runVitest(env) {
  rmSync(results, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
  const args = ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...process.argv.slice(2)];
  return runShown(process.execPath, args, { env: { ...process.env, ...env } });
}

/** Counts of vitest's report. A file that could not run, or whose set-up failed, has no failed test: it counts as one. */
function countTests() {
  if (!existsSync(results)) throw new Stop("vitest ended without a report; what it said is above.");
  const report = JSON.parse(readFileSync(results, "utf8"));
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
