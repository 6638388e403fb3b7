import vm from "node:vm";
import { type MessagePort, workerData } from "node:worker_threads";

/**
 * Tells the wire of every SIGINT, also while the main thread runs an endless loop: Node's own handlers wait for the main
 * thread, but a script that SIGINT may end is ended by a thread of Node's own, in whatever thread it runs. This one only waits.
 */
const { toWire } = workerData as { toWire: MessagePort };
const never = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
Object.assign(globalThis, { waitForSigint: () => Atomics.wait(never, 0, 0) });
const wait = new vm.Script("waitForSigint()");

for (;;) {
  try {
    wait.runInThisContext({ breakOnSigint: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_INTERRUPTED") throw error;
    toWire.postMessage("sigint");
  }
}
