// The same work in the words of each kernel.
const bufferCount = 30;
const bufferBytes = 4 * 2 ** 20;
const lines = 100_000;

export const work = { bufferCount, bufferBytes, lines, declarations: 1000 };

/** Kinds of cells that only an interrupt ends. */
export const endless = ["loop", "loopAfterAwait", "loopInTimer", "pendingAwait"];

const typescript = {
  trivial: "1 + 1",
  declare: (i) => `const v${i} = { index: ${i}, name: "v${i}" };`,
  print: `for (let i = 0; i < ${lines}; i++) console.log(i);`,
  loop: "while (true) {}",
  member: (i) => `v${i}.`,
  printed: (i) => `console.log(${i});`,
  endless: {
    loop: "for (;;);",
    loopAfterAwait: "await null; for (;;);",
    loopInTimer:
      "setTimeout(() => { for (;;); }); await new Promise((resolve) => setTimeout(resolve, 60_000));",
    pendingAwait: "await new Promise(() => {});",
  },
};

/** `prepareBuffers` runs once; `sendBuffers` publishes `bufferCount` messages with `bufferBytes` each. */
export const ronchi = {
  ...typescript,
  prepareBuffers: `import { HTML } from "ronchi/ipywidgets";
const benchWidget = new HTML();
const benchBytes = new Uint8Array(${bufferBytes}).fill(7);`,
  sendBuffers: `for (let i = 0; i < ${bufferCount}; i++) benchWidget.send({}, [benchBytes]);`,
};

export const deno = {
  ...typescript,
  prepareBuffers: `const benchBytes = new Uint8Array(${bufferBytes}).fill(7);`,
  sendBuffers: `for (let i = 0; i < ${bufferCount}; i++)
  await Deno.jupyter.broadcast("comm_msg", { comm_id: "bench", data: {} }, { buffers: [benchBytes] });`,
};

/** tslab has no buffers: the bytes go as the base64 of a picture. */
export const tslab = {
  ...typescript,
  prepareBuffers: `import * as tslab from "tslab";
const benchBytes = Buffer.alloc(${bufferBytes}, 7);`,
  sendBuffers: `for (let i = 0; i < ${bufferCount}; i++) tslab.display.png(benchBytes);`,
};

export const python = {
  trivial: "1 + 1",
  declare: (i) => `v${i} = {"index": ${i}, "name": "v${i}"}`,
  print: `for i in range(${lines}): print(i)`,
  loop: "while True: pass",
  member: (i) => `v${i}.`,
  printed: (i) => `print(${i})`,
  endless: {
    loop: "while True: pass",
    loopAfterAwait: "import asyncio\nawait asyncio.sleep(0)\nwhile True: pass",
    loopInTimer: `import asyncio
def spin():
    while True: pass
asyncio.get_running_loop().call_later(0, spin)
await asyncio.sleep(60)`,
    pendingAwait: "import asyncio\nawait asyncio.Future()",
  },
  prepareBuffers: `from comm import create_comm
bench_comm = create_comm(target_name="bench")
bench_bytes = bytes(${bufferBytes})`,
  sendBuffers: `for i in range(${bufferCount}): bench_comm.send({}, buffers=[bench_bytes])`,
};
