import { writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Executor } from "#core/data/executor.js";
import type { DataPathFactory } from "#widgets/models/dataPath.js";
import { inspectMainThread } from "./debugger/inspector.js";
import { notebookFile } from "./interpreter/modules/notebookFile.js";
import { LanguageClient } from "./language/languageClient.js";
import { HistoryFiles } from "./protocol/historyFiles.js";
import { historyFolder } from "./protocol/historyFolder.js";
import { startServer } from "./protocol/server.js";
import { readConnectionFile } from "./wire/connectionFile.js";
import type { ToMain, ToWire } from "./wire/link.js";
import { watchParent } from "./wire/parentWatch.js";
import { interruptSyncChild } from "./wire/syncChild.js";
import { letMainThreadGo, terminateMainThread } from "./wire/terminate.js";
import { bindZmqTransport } from "./wire/zmqTransport.js";
import { ownFolders, spawnWorker } from "./workers.js";

/** How long main may take to leave by itself before the process is killed: a busy cell never hears it. */
const leavePatience = 500;

/** The compiler leaves much garbage, which is collected in time only where there is an end to it. It needs half of this. */
const languageLimits = { resourceLimits: { maxOldGenerationSizeMb: 400 } };

if (parentPort === null) throw new Error("wireWorker is a worker thread of kernel/main.");
const main = parentPort;
const { connectionFile, fromSigint } = workerData as { connectionFile: string; fromSigint: MessagePort };
const connection = readConnectionFile(connectionFile);
const toMain = (message: ToMain, transfer: ArrayBuffer[] = []) => main.postMessage(message, transfer);
let setComputePorts: (ports: readonly MessagePort[]) => void;
const computePorts = new Promise<readonly MessagePort[]>((resolve) => {
  setComputePorts = resolve;
});

const language = new LanguageClient(process.cwd(), (folder) =>
  spawnWorker("languageWorker", { ...languageLimits, workerData: { folder } }),
);
const fromMain = startServer({
  transport: await bindZmqTransport(connection),
  key: connection.key,
  history: (print) => new HistoryFiles(historyFolder(), (error) => print(historyLost(error))),
  toMain,
  log,
  terminate: terminateMainThread,
  interruptSyncChild,
  inspect: inspectMainThread,
  ownCode: [...ownFolders, pathToFileURL(notebookFile(process.cwd())).href],
  exit,
  dataPaths: loadDataPaths,
  executor: createExecutor,
  askLanguage: language.ask,
});
// Behind the guards of the messages: timers and promises of the wire, which also must not end the kernel.
for (const event of ["uncaughtException", "unhandledRejection"])
  process.on(event, (thrown) => log(`The kernel failed: ${thrown instanceof Error ? thrown.stack : thrown}`));
toMain({ type: "listening" });
language.startWhenIdle();
main.on("message", (message: ToWire) => {
  if (message.type === "compute") setComputePorts(message.ports);
  else fromMain(message);
});
fromSigint.on("message", () => fromMain({ type: "sigint" }));
const jupyterPid = process.platform === "win32" ? undefined : Number(process.env.JPY_PARENT_PID) || undefined;
watchParent(exit, jupyterPid);

/** On stderr of the process, which whoever started the kernel may have closed. */
function log(text: string): void {
  try {
    writeSync(2, `${text}\n`);
  } catch {
    // A pipe that is closed or full: there is nobody else to tell.
  }
}

function historyLost(error: Error): string {
  return `The history of inputs is not kept any more: ${error.message}\n`;
}

function exit(): void {
  letMainThreadGo();
  toMain({ type: "shutdown" });
  setTimeout(() => process.kill(process.pid, "SIGKILL"), leavePatience);
}

// Both are loaded when the first widget asks: kernel_info must not wait for the Arrow library.
async function loadDataPaths(): Promise<Readonly<Record<string, DataPathFactory>>> {
  return (await import("#widgets/models/dataPaths.js")).dataPaths;
}

async function createExecutor(): Promise<Executor> {
  const { createPoolClient } = await import("#kernel/compute/poolClient.js");
  return createPoolClient(await computePorts);
}
