// Everything that lab and tests stand on: npm packages, build, Python environment with our wheel.

import { existsSync } from "node:fs";
import { build } from "./build.mjs";
import { ensureNodeModules } from "./nodeModules.mjs";
import {
  ensureVenv,
  ensureWheelInstalled,
  findPython,
  labPackages,
  venvPython,
  writeLabSettings,
} from "./python.mjs";
import { isProgram, program, say } from "./steps.mjs";

/** Makes what is missing or out of date; returns the Python of the environment. */
export async function setup(packages = labPackages) {
  // What can't be installed here is said before anything long begins.
  if (!existsSync(venvPython())) findPython();
  await ensureNodeModules();
  const wheel = await build();
  const python = await ensureVenv(packages);
  await ensureWheelInstalled(wheel);
  writeLabSettings();
  return python;
}

if (isProgram(import.meta.url)) {
  program(async () => say(`Ready: ${await setup()}`));
}
