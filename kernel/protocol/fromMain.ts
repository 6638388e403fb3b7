import type { JsonObject, ToWire } from "../wire/link.js";
import type { Parts } from "./parts.js";

/** What main says, without the ports of the compute workers, which never reach the protocol. */
export type MainMessage = Exclude<ToWire, { type: "compute" }>;

type MainHandlers = { readonly [T in MainMessage["type"]]: (message: Extract<ToWire, { type: T }>) => void };

/** What the protocol does with each message of the main thread. */
export function mainHandlers(parts: Parts): MainHandlers {
  const { outputs, comms, interrupter } = parts;
  return {
    stream: (message) => outputs.publish(message),
    result: (message) => outputs.publish(message),
    display: (message) => {
      comms.noteDisplay(message);
      outputs.publish(message);
    },
    done: ({ requestId, error }) => finish(parts, requestId, error),
    "is-complete": ({ requestId, content }) => answerForwarded(parts, requestId, content),
    "comm-open": (message) => comms.openedByKernel(message),
    "comm-msg": (message) => comms.messageFromKernel(message),
    "comm-close": (message) => comms.closedByKernel(message),
    "data-path": (message) => comms.registerDataPath(message),
    "data-path-told": (message) => comms.tellDataPath(message),
    interrupted: ({ token }) => void interrupter.acknowledge(token),
    sigint: () => interrupter.interrupt(),
  };
}

/** Main is alive after an interrupt: whatever it was doing before will not end by itself any more. */
export function endInterrupted(parts: Parts): void {
  const { cells, activity, forwarded } = parts;
  cells.interrupted();
  for (const requestId of [...forwarded.keys()]) answerForwarded(parts, requestId, { status: "unknown" });
  activity.endAll();
  cells.release();
}

function finish(
  { cells, activity }: Parts,
  requestId: string,
  error: Extract<ToWire, { type: "done" }>["error"],
): void {
  if (requestId !== cells.currentId) activity.end(requestId);
  else cells.finish(requestId, error === undefined ? { status: "ok" } : { status: "error", error });
}

function answerForwarded(parts: Parts, requestId: string, content: JsonObject): void {
  const request = parts.forwarded.get(requestId);
  if (request === undefined) return;
  parts.forwarded.delete(requestId);
  parts.session.reply(request, content);
  parts.activity.end(requestId);
}
