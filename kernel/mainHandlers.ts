import type { Transferable } from "node:worker_threads";
import type { CommManager } from "./comm/commManager.js";
import type { FrontEnd } from "./frontEnd/frontEnd.js";
import { resetAfterTermination } from "./interpreter/asyncStack.js";
import type { CellRunner } from "./interpreter/cellRunner.js";
import { endProcess } from "./interpreter/processExit.js";
import { createWork, runAs } from "./interpreter/work.js";
import type { MagicHostLink } from "./magics/host.js";
import type { ToMain, ToWire } from "./wire/link.js";

export type PostToWire = (message: ToWire, transfer?: Transferable[]) => void;

export interface MainParts {
  readonly runner: CellRunner;
  readonly comms: CommManager;
  readonly frontEnd: FrontEnd;
  readonly magics: MagicHostLink;
  readonly post: PostToWire;
  onDrawsWidgets(): void;
}

type MainHandlers = { readonly [T in ToMain["type"]]: (message: Extract<ToMain, { type: T }>) => void };

/** What the main thread does with each message of the wire. */
export function handleFromWire(parts: MainParts): (message: ToMain) => void {
  const { runner, comms, frontEnd, magics, post } = parts;
  const handlers: MainHandlers = {
    execute: (message) => void runner.execute(message),
    interrupt: ({ token }) => runner.interrupt(token),
    inspected: ({ inspectId, content }) => magics.receive(inspectId, content),
    "input-answer": ({ inputId, answer }) => frontEnd.receive(inputId, answer),
    "is-complete": ({ requestId, code }) => {
      post({ type: "is-complete", requestId, content: { ...runner.isComplete(code) } });
    },
    "comm-open": (message) => handleComm(parts, message, () => comms.receiveOpen(message)),
    "comm-msg": (message) => handleComm(parts, message, () => comms.receiveMessage(message)),
    "comm-close": (message) => handleComm(parts, message, () => comms.receiveClose(message)),
    listening: () => {},
    "draws-widgets": () => parts.onDrawsWidgets(),
    shutdown: () => endProcess(0),
  };
  return (message) => {
    resetAfterTermination();
    (handlers[message.type] as (message: ToMain) => void)(message);
  };
}

/** The front end waits for idle after each message, so a listener that throws still ends it. */
function handleComm(
  { runner, post }: MainParts,
  { requestId }: { requestId: string },
  receive: () => void,
): void {
  try {
    runAs(createWork(requestId), receive);
  } catch (thrown) {
    runner.printError(thrown, requestId);
  }
  post({ type: "done", requestId, status: "ok" });
}
