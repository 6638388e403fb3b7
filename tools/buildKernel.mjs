// Bundles the built kernel (dist/kernel) into dist/bundle: one folder that runs without node_modules.
//   main.js, wireWorker.js, …   the thread entries of kernel/workers.ts and what they share (chunk-….js)
//   kernels.wasm                the assembly kernels
//   addons/                     zeromq's native addon, one a platform
//   plugins/                    h5wasm's filter plugins (WebAssembly side modules, same file everywhere)
//   typescript.cjs              TypeScript whole, for the language worker and for cells that need its compiler
//   lib/                        TypeScript's declarations of the ES library
//   types/                      declarations of Node and of the kernel's own modules, for completion and type checks
//   package.json                says that the .js files are modules, whatever lies in the folders above
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { shakableTypescript } from "./shakableTypescript.mjs";
import { isProgram, program, root, Stop, say } from "./steps.mjs";

/** Thread entries and programs; exampleData writes the example data set of the notebooks. */
const entries = [
  "main",
  "wireWorker",
  "sigintWorker",
  "languageWorker",
  "computeWorker",
  "hdf5Worker",
  "moduleHooks",
  "exampleData",
];
export const bundle = join(root, "dist/bundle");

/** Platforms of the wheel: name of our addon -> target in zeromq's own manifest. */
const addonTargets = {
  "linux-x64-glibc": { os: "linux", arch: "x64", libc: "glibc" },
  "linux-x64-musl": { os: "linux", arch: "x64", libc: "musl" },
  "linux-arm64-glibc": { os: "linux", arch: "arm64", libc: "glibc" },
  "linux-arm64-musl": { os: "linux", arch: "arm64", libc: "musl" },
  "darwin-x64": { os: "darwin", arch: "x64", libc: "libc" },
  "darwin-arm64": { os: "darwin", arch: "arm64", libc: "libc" },
  "win32-x64": { os: "win32", arch: "x64", libc: "msvc" },
  "win32-arm64": { os: "win32", arch: "arm64", libc: "msvc" },
};

export async function buildKernel() {
  rmSync(bundle, { recursive: true, force: true });
  mkdirSync(bundle, { recursive: true });
  await bundleEntries();
  await bundleTypescript();
  writeFileSync(join(bundle, "package.json"), '{ "type": "module" }\n');
  copyAddons();
  copyDeclarations();
  copyNodeTypes();
  await copyOwnTypes();
  copyInto("plugins", join(packageFolder("h5wasm-plugins"), "plugins"));
  const wasm = join(root, "dist/kernel/kernels.wasm");
  if (!existsSync(wasm)) throw new Stop("dist/kernel/kernels.wasm is missing: run `npm run build`.");
  cpSync(wasm, join(bundle, "kernels.wasm"));
}

async function bundleEntries() {
  const esbuild = await import("esbuild");
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: entries.map((name) => `dist/kernel/${name}.js`),
    outdir: bundle,
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20.19",
    format: "esm",
    chunkNames: "chunk-[hash]",
    minifyWhitespace: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    // Bundled CommonJS (TypeScript, zeromq) asks for these three.
    banner: {
      js: [
        'import{createRequire as ronchiRequire}from"node:module";import{fileURLToPath as ronchiPath}from"node:url";',
        "const require=ronchiRequire(import.meta.url),__filename=ronchiPath(import.meta.url),",
        '__dirname=ronchiPath(new URL(".",import.meta.url));',
      ].join(""),
    },
    plugins: [addonBesideBundle, pluginsBesideBundle, typescriptInParts],
  });
}

/** One file without the package's comments: it is read whole whenever it is needed. */
async function bundleTypescript() {
  const esbuild = await import("esbuild");
  await esbuild.build({
    entryPoints: [typescriptFile()],
    outfile: join(bundle, "typescript.cjs"),
    platform: "node",
    target: "node20.19",
    minifyWhitespace: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
}

function typescriptFile() {
  return join(packageFolder("typescript"), "lib/typescript.js");
}

/**
 * The language worker and whoever compiles read TypeScript whole, in typescript.cjs. Everyone else gets what they use of it,
 * which a namespace import shows: the first cell would wait 0.15 s for the rest.
 */
const typescriptInParts = {
  name: "TypeScript in parts",
  setup(build) {
    const languageWorker = /dist[\\/]kernel[\\/]language\b/;
    build.onResolve({ filter: /^typescript$/ }, ({ importer }) => ({
      path: typescriptFile(),
      namespace: languageWorker.test(importer) ? "typescript whole" : "typescript in parts",
    }));
    build.onResolve({ filter: /^\.\/typescript\.cjs$/ }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /./, namespace: "typescript whole" }, () => ({
      contents: 'export default require("./typescript.cjs");',
    }));
    build.onLoad({ filter: /./, namespace: "typescript in parts" }, ({ path }) => ({
      contents: shakableTypescript(readFileSync(path, "utf8")),
    }));
    build.onLoad({ filter: /(dist[\\/]kernel|ts-blank-space)[\\/].*\.js$/ }, ({ path }) => {
      if (languageWorker.test(path)) return undefined;
      const contents = readFileSync(path, "utf8")
        .replace(/^import (\w+) from "typescript";/m, 'import * as $1 from "typescript";')
        .replace('load("typescript")', 'load("./typescript.cjs")');
      return { contents };
    });
  },
};

/**
 * zeromq looks for its addon in its own package folder. In the bundle it lies in addons/; on Linux the C library is not
 * known beforehand, and the addon for the other one simply fails to load.
 */
const addonBesideBundle = {
  name: "zeromq addon beside the bundle",
  setup(build) {
    build.onLoad({ filter: /zeromq[\\/]lib[\\/]load-addon\.js$/ }, () => ({ contents: addonLoader }));
  },
};

const addonLoader = `
const target = process.platform + "-" + process.arch;
const names = process.platform === "linux" ? [target + "-glibc", target + "-musl"] : [target];
const failures = [];
exports.__esModule = true;
exports.default = undefined;
for (const name of names) {
  try {
    exports.default = require(require("node:path").join(__dirname, "addons", name + ".node"));
    break;
  } catch (error) {
    failures.push(error);
  }
}
if (exports.default === undefined) {
  throw new AggregateError(failures, "Ronchi has no ZeroMQ addon that loads on " + target + ": " + failures.map((f) => f.message).join("; "));
}
`;

/** h5wasm-plugins takes its folder from its own file name, which the bundle changes. */
const pluginsBesideBundle = {
  name: "h5wasm plugins beside the bundle",
  setup(build) {
    build.onLoad({ filter: /h5wasm-plugins[\\/]index\.mjs$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(
        "const index_url = import.meta.url;",
        'const index_url = new URL("./index.mjs", import.meta.url).href;',
      ),
    }));
  },
};

/** One addon a platform: the one for the newest ABI. They use Node-API, so that it loads in every newer Node and in older ones. */
function copyAddons() {
  const build = join(packageFolder("zeromq"), "build");
  const manifest = Object.entries(JSON.parse(readFileSync(join(build, "manifest.json"), "utf8"))).map(
    ([config, path]) => ({ ...JSON.parse(config), path: path.replaceAll("\\", "/") }),
  );
  for (const [name, target] of Object.entries(addonTargets)) {
    const fitting = manifest.filter(
      (c) => c.os === target.os && c.arch === target.arch && c.libc === target.libc,
    );
    const newest = fitting.sort((a, b) => b.abi - a.abi)[0];
    if (newest === undefined) throw new Stop(`zeromq has no addon for ${name}: see its build/manifest.json.`);
    cpSync(join(build, newest.path), join(bundle, "addons", `${name}.node`));
  }
}

/** The declarations of the ES library: what a cell may use besides Node's own. */
function copyDeclarations() {
  const lib = join(packageFolder("typescript"), "lib");
  const declarations = readdirSync(lib).filter((name) => /^lib\.(es|decorators)[\w.]*\.d\.ts$/.test(name));
  // These two pull in the DOM.
  const wanted = declarations.filter((name) => !/\.full\.d\.ts$|^lib\.es6\.d\.ts$/.test(name));
  if (wanted.length === 0) throw new Stop("TypeScript's lib.es*.d.ts files are missing.");
  for (const name of wanted) cpSync(join(lib, name), join(bundle, "lib", name));
}

/** Node's declarations, and the ones of fetch that they use: 2.6 MB, 0.5 MB in the wheel. */
function copyNodeTypes() {
  for (const [name, folder] of Object.entries({ "@types/node": "node", "undici-types": "undici-types" })) {
    const from = packageFolder(name);
    const isWanted = (path) => !/\.[a-z]+$/.test(path) || /(\.d\.ts|package\.json)$/.test(path);
    cpSync(from, join(bundle, "types", folder), { recursive: true, filter: isWanted });
  }
}

/** The declarations of what a cell can import from the kernel, and of what these mention. */
async function copyOwnTypes() {
  const { globalDeclarations, ownModules } = await import("../dist/kernel/language/declarationFiles.js");
  const { preProcessFile } = (await import("typescript")).default;
  const entries = [...Object.values(ownModules), ...globalDeclarations].map((file) =>
    join(root, "dist/kernel", file),
  );
  const copied = new Set();
  const copy = (file) => {
    if (copied.has(file)) return;
    copied.add(file);
    cpSync(file, join(bundle, "types", relative(join(root, "dist"), file)));
    const imported = preProcessFile(readFileSync(file, "utf8")).importedFiles;
    for (const { fileName } of imported) copyIfOwn(fileName, file);
  };
  const copyIfOwn = (specifier, from) => {
    if (!/^[.#]/.test(specifier)) return;
    const path = specifier.startsWith("#")
      ? join(root, "dist", specifier.slice(1))
      : join(dirname(from), specifier);
    copy(path.replace(/\.js$/, ".d.ts"));
  };
  for (const file of entries.filter((path) => existsSync(path))) copy(file);
  const imports = { "#core/*": "./core/*", "#kernel/*": "./kernel/*", "#widgets/*": "./widgets/*" };
  writeFileSync(join(bundle, "types/package.json"), `${JSON.stringify({ type: "module", imports })}\n`);
}

function copyInto(folder, from) {
  cpSync(from, join(bundle, folder), { recursive: true });
}

function packageFolder(name) {
  return dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)));
}

if (isProgram(import.meta.url)) {
  program(async () => {
    await buildKernel();
    say(`The kernel is bundled in ${bundle}`);
  });
}
