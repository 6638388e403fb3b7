import type { JsonObject, ToWire } from "../wire/link.js";
import type { Parts } from "./parts.js";

/** What main says, without the ports of the compute workers, which never reach the protocol. */
export type MainMessage = Exclude<ToWire, { type: "compute" }>;

type MainHandlers = {
  readonly [T in MainMessage["type"]]: (message: Extract<ToWire, { type: T }>) => void | Promise<void>;
};

/** What the protocol does with each message of the main thread. */
export function mainHandlers(parts: Parts): MainHandlers {
  const { outputs, cells, comms, interrupter, typecheck } = parts;
  return {
    stream: (message) => outputs.publish(message),
    result: (message) => {
      outputs.publish(message);
      noteOutput(parts, message);
    },
    display: (message) => {
      comms.noteDisplay(message);
      outputs.publish(message);
    },
    "clear-output": (message) => outputs.publish(message),
    payload: ({ requestId, payload }) => cells.running(requestId)?.addPayload(payload),
    "input-request": (question) => parts.stdin.ask(question),
    done: (message) => finish(parts, message),
    "is-complete": ({ requestId, content }) => answerForwarded(parts, requestId, content),
    "comm-open": (message) => comms.openedByKernel(message),
    "comm-msg": (message) => comms.messageFromKernel(message),
    "comm-close": (message) => comms.closedByKernel(message),
    "data-path": (message) => comms.registerDataPath(message),
    "data-path-told": (message) => comms.tellDataPath(message),
    interrupted: ({ token }) => interrupter.acknowledge(token),
    moved: ({ folder }) => parts.language.move(folder),
    typecheck: ({ mode }) => {
      typecheck.mode = mode;
    },
    inspect: async ({ inspectId, name, detail }) => {
      const content = await parts.language.inspect({ code: name, detail_level: detail });
      parts.toMain({ type: "inspected", inspectId, content });
    },
    "debug-output": ({ breakpointId, text, isError }) => parts.debug.printed(breakpointId, text, isError),
    sigint: () => interrupter.interrupt(),
  };
}

/** Main is alive after an interrupt: whatever it was doing before will not end by itself any more. */
export function endInterrupted(parts: Parts): void {
  const { cells, activity, forwarded } = parts;
  try {
    cells.interrupted();
    for (const requestId of [...forwarded.keys()]) answerForwarded(parts, requestId, { status: "unknown" });
    activity.endAll();
    parts.debug.interrupted();
  } finally {
    cells.release();
  }
}

function finish({ cells, activity }: Parts, message: Extract<ToWire, { type: "done" }>): void {
  const { requestId, error, userExpressions } = message;
  const queue = cells.running(requestId);
  if (queue === undefined) activity.end(requestId);
  else if (error === undefined) queue.finish(requestId, { status: "ok", userExpressions });
  else queue.finish(requestId, { status: "error", error });
}

function noteOutput({ requests, history }: Parts, message: Extract<ToWire, { type: "result" }>): void {
  const text = message.data["text/plain"];
  const record = requests.find(message.requestId);
  if (typeof text === "string" && record?.stored) history.addOutput(record.executionCount, text);
}

function answerForwarded(parts: Parts, requestId: string, content: JsonObject): void {
  const request = parts.forwarded.get(requestId);
  if (request === undefined) return;
  parts.forwarded.delete(requestId);
  parts.session.reply(request, content);
  parts.activity.end(requestId);
}
