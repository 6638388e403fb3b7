// The licence texts of the packages that are shipped inside the wheel.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, Stop } from "./steps.mjs";

/** Packages whose code or files the kernel bundle or the labextension holds. */
const shipped = [
  "@types/node",
  "apache-arrow",
  "d3-scale-chromatic",
  "d3-color",
  "d3-interpolate",
  "fast-png",
  "fflate",
  "flatbuffers",
  "h5wasm",
  "h5wasm-plugins",
  "iobuffer",
  "json-with-bigint",
  "ts-blank-space",
  "tslib",
  "typescript",
  "undici-types",
  "zeromq",
];

export function thirdPartyLicenses() {
  return shipped.map(licenseOf).join(`\n${"=".repeat(80)}\n\n`);
}

function licenseOf(name) {
  const folder = join(root, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (files.length === 0 && license === undefined) throw new Stop(`${name} comes without a licence.`);
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim());
  return `${name} ${version} (${license ?? "see below"})\n\n${texts.join("\n\n")}\n`;
}
