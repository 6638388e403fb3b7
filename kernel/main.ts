import { writeSync } from "node:fs";
import type { Transferable } from "node:worker_threads";
import { connectCompute } from "#kernel/api/compute.js";
import { installSession } from "#kernel/api/session.js";
import { installWidgetHost } from "#widgets/models/host.js";
import { CommManager } from "./comm/commManager.js";
import { createWidgetHost } from "./comm/widgetHost.js";
import { installPromiseInspect } from "./display/inspectPromise.js";
import { createOutputLine } from "./display/outputLine.js";
import { createShower, type Shower } from "./display/shower.js";
import { installAsyncStackReset } from "./interpreter/asyncStack.js";
import { captureStreams } from "./interpreter/captureStreams.js";
import type { CellRunner } from "./interpreter/cellRunner.js";
import type { RunningModules } from "./interpreter/moduleLoader.js";
import { installTimers } from "./interpreter/timers.js";
import { currentRequestId } from "./interpreter/work.js";
import { handleFromWire } from "./mainHandlers.js";
import type { ToMain, ToWire } from "./wire/link.js";
import { spawnWorker } from "./workers.js";

/** The kernel's own modules: cells get these instances, whatever lies in the notebook's folder. */
const runningModules: RunningModules = {
  ronchi: () => import("#kernel/api/index.js"),
  "ronchi/widgets": () => import("#kernel/api/widgets.js"),
};

main(connectionFileArgument(process.argv.slice(2)));

function main(connectionFile: string): void {
  const wire = spawnWorker("wireWorker", { workerData: { connectionFile } });
  wire.on("error", (error) => fail(error.stack ?? error.message));
  const post = (message: ToWire, transfer: Transferable[] = []): void => wire.postMessage(message, transfer);
  const comms = new CommManager(post);
  const shower = createShower(post);
  captureStreams((name, text) => post({ type: "stream", requestId: currentRequestId(), name, text }));
  installAsyncStackReset();
  installTimers();
  installPromiseInspect();
  installWidgetHost(createWidgetHost({ comms, shower, post, connectCompute }));
  Object.assign(globalThis, { display: shower.display });
  const runner = loadRunner(shower, post);
  runner.catch((error: Error) => fail(error.stack ?? error.message));
  const handle = handleFromWire({ runner, comms, post });
  wire.on("message", (message: ToMain) => handle(message));
}

/** The compiler takes a third of a second to load, and the wire answers before that. */
async function loadRunner(shower: Shower, post: (message: ToWire) => void): Promise<CellRunner> {
  const { createCellRunner } = await import("./interpreter/createCellRunner.js");
  const runner = createCellRunner({ folder: process.cwd(), runningModules, shower, post });
  const openLine = () => createOutputLine(shower);
  installSession({ openLine, onInterrupt: (listener) => runner.onInterrupt(listener) });
  return runner;
}

function connectionFileArgument(args: readonly string[]): string {
  const at = args.indexOf("-f");
  const file = args[at + 1];
  if (at < 0 || file === undefined) return fail("Usage: node main.js -f CONNECTION_FILE");
  return file;
}

/** Not through process.stderr, which belongs to the cells. */
function fail(message: string): never {
  writeSync(2, `${message}\n`);
  process.exit(1);
}
