import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createModuleLoader } from "#kernel/interpreter/modules/moduleLoader.js";

/** What the server has: a type and a text, or where to look instead. */
const pages: Readonly<Record<string, readonly [type: string, text: string] | string>> = {
  "/plain.js": ["text/javascript", "export const from = 'javascript'"],
  "/typed.ts": ["text/plain", "export const from: string = 'typescript'"],
  "/typed": ["application/typescript", "export const from: string = 'typescript by its type'"],
  "/latest": "/v2/index.ts",
  "/v2/index.ts": ["text/plain", "import { part } from './part.js'\nexport const from: string = part"],
  "/v2/part.js": ["text/javascript", "export const part = 'beside the address that was meant'"],
};

const folder = mkdtempSync(join(tmpdir(), "ronchi-remote-"));
const loader = createModuleLoader(folder, {});
/** On a thread of its own: on Node 24 the thread that imports stands still until the module is there. */
const serve = `
  const { parentPort, workerData: pages } = require("node:worker_threads");
  const server = require("node:http").createServer(({ url }, response) => {
    const page = pages[url];
    if (page === undefined) response.writeHead(404).end();
    else if (typeof page === "string") response.writeHead(302, { location: page }).end();
    else response.writeHead(200, { "content-type": page[0] }).end(page[1]);
  });
  server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;
let server: Worker;
let origin: string;
beforeAll(async () => {
  server = new Worker(serve, { eval: true, workerData: pages });
  const [port] = await once(server, "message");
  origin = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await server.terminate();
  rmSync(folder, { recursive: true });
});

test.each([
  ["JavaScript", "/plain.js", "javascript"],
  ["TypeScript by its path", "/typed.ts", "typescript"],
  ["TypeScript by what the server says", "/typed", "typescript by its type"],
  ["another address, with what is beside that", "/latest", "beside the address that was meant"],
])("a module on a server is imported: %s", async (_, path, expected) => {
  expect(await loader.dynamicImport(`${origin}${path}`)).toMatchObject({ from: expected });
});

test("a package imports nothing from a server", async () => {
  const caller = join(folder, "node_modules", "caller");
  mkdirSync(caller, { recursive: true });
  writeFileSync(join(caller, "package.json"), '{ "type": "module", "exports": "./index.js" }');
  writeFileSync(join(caller, "index.js"), `export * from "${origin}/plain.js";`);
  await expect(loader.dynamicImport("caller")).rejects.toThrow(/caller\/index\.js imports .*plain\.js/);
});

test("a module that the server does not have is told by its address and the server's answer", async () => {
  await expect(loader.dynamicImport(`${origin}/none.js`)).rejects.toThrow(
    `${origin}/none.js: the server answered 404 Not Found`,
  );
});
