import { writeSync } from "node:fs";
import { MessageChannel, type Transferable } from "node:worker_threads";
import { endProcess } from "./interpreter/processExit.js";
import type { ToMain, ToWire } from "./wire/link.js";
import { spawnWorker } from "./workers.js";

const { port1: fromSigint, port2: toWire } = new MessageChannel();
const connectionFile = connectionFileArgument(process.argv.slice(2));
const wire = spawnWorker("wireWorker", {
  workerData: { connectionFile, fromSigint },
  transferList: [fromSigint],
});
wire.on("error", fail);
const post = (message: ToWire, transfer: Transferable[] = []): void => wire.postMessage(message, transfer);

// Loads while the wire worker starts on another core: whoever starts a kernel runs a cell soon.
const mainThread = import("./mainThread.js").then(({ startMainThread }) => startMainThread(post));
mainThread.catch(fail);
wire.on("message", (message: ToMain) => void mainThread.then((handle) => handle(message)));
wire.once("message", () => {
  spawnWorker("sigintWorker", { workerData: { toWire }, transferList: [toWire] }).on("error", fail);
});

function connectionFileArgument(args: readonly string[]): string {
  const at = args.indexOf("-f");
  const file = args[at + 1];
  if (at >= 0 && file !== undefined) return file;
  return fail(new Error("Usage: node main.js -f CONNECTION_FILE"));
}

/** Not through process.stderr, which belongs to the cells. */
function fail(error: Error): never {
  writeSync(2, `${error.stack ?? error.message}\n`);
  endProcess(1);
}
