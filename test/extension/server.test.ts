import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const inVenv = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";
const python = process.env.RONCHI_VENV_PYTHON || join(root, ".venv", inVenv);
const there = existsSync(python);
if (!there) console.warn("The server extension is not tested: `npm test` makes the .venv it needs.");

function runPython(program: string): string {
  const { stdout, stderr } = spawnSync(python, ["-c", `${prelude}${program}`], {
    cwd: join(root, "extension"),
    encoding: "utf8",
  });
  return `${stdout}${stderr}`.trim();
}

const prelude = `
from ronchi import server
class Log:
    def warning(self, text, *args): print("warned:", text % args)
class Handler:
    log = Log()
    opened = 0
    delay = True
    def set_nodelay(self, value): self.delay = not value
    def open(self, kernel_id): self.opened += 1; return kernel_id
`;

test.skipIf(!there)("a connection sends without delay, however often the extension is loaded", () => {
  const program = `
server.without_delay(Handler); server.without_delay(Handler)
h = Handler(); print(h.open("k"), h.opened, h.delay)
`;
  expect(runPython(program)).toBe("k 1 False");
});

test.skipIf(!there)(
  "a connection that can't send without delay opens all the same, and one line says so",
  () => {
    const program = `
def refuse(self, value): raise OSError("no stream")
Handler.set_nodelay = refuse
server.without_delay(Handler)
for _ in range(3): print(Handler().open("k"))
`;
    expect(runPython(program)).toBe(
      "warned: ronchi: the kernel websocket keeps its delay of some 40 ms: no stream\nk\nk\nk",
    );
  },
);

test.skipIf(!there)("a Jupyter server with other handlers starts, and one line says what is missing", () => {
  const program = `
import sys, types
sys.modules["jupyter_server.services.kernels.websocket"] = types.SimpleNamespace()
class App: log = Log()
server._load_jupyter_server_extension(App())
`;
  expect(runPython(program)).toMatch(/^warned: ronchi: .*KernelWebsocketHandler'?$/);
});

test.skipIf(!there)("the handler that is patched is the one the installed Jupyter server uses", () => {
  const program = `
import inspect
from jupyter_server.services.kernels import websocket
server._load_jupyter_server_extension(type("App", (), {"log": Log()})())
print(websocket.KernelWebsocketHandler.open.sends_without_delay)
`;
  expect(runPython(program)).toBe("True");
});
