import type { Executor } from "#core/data/executor.js";
import type { DataPathFactory } from "#widgets/models/dataPath.js";
import { type DebuggerPorts, MainThreadDebugger } from "../debugger/debugger.js";
import type { AskLanguage } from "../language/messages.js";
import type { ToMain } from "../wire/link.js";
import { createDecoder } from "../wire/message.js";
import type { Transport } from "../wire/transport.js";
import { Activity } from "./activity.js";
import { CellQueue } from "./cellQueue.js";
import { CommRouter } from "./commRouter.js";
import { endInterrupted, type MainMessage, mainHandlers } from "./fromMain.js";
import { guardMainMessages, guardRequests, stackOf } from "./guard.js";
import { controlHandlers, shellHandlers, stdinHandlers } from "./handlers.js";
import type { HistoryStore } from "./history.js";
import { Interrupter } from "./interrupter.js";
import { Language } from "./language.js";
import { Outputs } from "./outputs.js";
import type { Handler, Handlers, Parts } from "./parts.js";
import { RequestLog } from "./requestLog.js";
import { Session } from "./session.js";
import { Stdin } from "./stdin.js";
import { StreamBuffer } from "./streams.js";
import { Subshells } from "./subshells.js";
import { Typecheck } from "./typecheck.js";

/** What the protocol needs from its thread; tests replace all of it. */
export interface ServerPorts extends Omit<DebuggerPorts, "publish"> {
  readonly transport: Transport;
  /** Signs the messages. */
  readonly key: string;
  /** Where inputs are kept; told how to print, in the output of the running cell, that it can't keep them any more. */
  history(print: (text: string) => void): HistoryStore;
  toMain(message: ToMain, transfer?: ArrayBuffer[]): void;
  /** Tells whoever started the kernel, not a front end. */
  log(text: string): void;
  /** Ends the JavaScript that the main thread is running. */
  terminate(): Promise<void>;
  /** Sends SIGINT to the child process that main waits for, if it does. */
  interruptSyncChild(): void;
  /** Ends the process, after the last reply. */
  exit(): void;
  dataPaths(): Promise<Readonly<Record<string, DataPathFactory>>>;
  executor(): Promise<Executor>;
  /** The language worker; started when it is needed. */
  readonly askLanguage: AskLanguage;
}

/**
 * Joins transport, dispatch tables, cell queue and comms: the whole protocol, without a thread or a socket.
 * @returns the function that takes the messages of the main thread.
 */
export function startServer(ports: ServerPorts): (message: MainMessage) => void {
  const parts = joinParts(ports);
  listen(ports, parts);
  const handlers = mainHandlers(parts);
  const handle = (message: MainMessage) =>
    (handlers[message.type] as (message: MainMessage) => void | Promise<void>)(message);
  return guardMainMessages(parts, ports.log, handle);
}

function joinParts(ports: ServerPorts): Parts {
  const { transport, toMain, askLanguage } = ports;
  const session = new Session(transport, ports.key);
  const streams = new StreamBuffer(session);
  const requests = new RequestLog();
  const activity = new Activity(session, streams);
  const outputs = new Outputs(session, streams, requests);
  const history = ports.history((text) =>
    outputs.publish({ type: "stream", requestId: "", name: "stderr", text }),
  );
  const counter = { count: 0 };
  const cells: Subshells = new Subshells(
    () =>
      new CellQueue({
        ...{ session, activity, outputs, requests, history, counter },
        run: (message) => runCell(parts, message),
        // nbclient and papermill, which ask nobody, listen to a cell until it is idle.
        beforeIdle: ({ content, header }) =>
          content.allow_stdin === false ? typecheck.printed(header.msg_id) : undefined,
      }),
  );
  const language = new Language(askLanguage, () => debug.main.inspector);
  const typecheck = new Typecheck({
    ...{ outputs, askLanguage },
    run: toMain,
    isCurrent: (requestId) => cells.running(requestId) !== undefined,
    refuse: (requestId, error) => cells.running(requestId)?.finish(requestId, { status: "error", error }),
  });
  const debugParent: Parts["debugParent"] = { header: undefined };
  const debug: MainThreadDebugger = new MainThreadDebugger({
    ...ports,
    publish: (event) => session.publish(debugParent.header, "debug_event", { ...event }),
  });
  const comms = new CommRouter({ ...ports, session, activity, outputs, requests });
  const stdin = new Stdin({ session, activity, outputs, toMain });
  const interrupter = new Interrupter({
    ask(token) {
      cells.hold();
      stdin.interrupt();
      debug.letGo();
      toMain({ type: "interrupt", token });
    },
    terminate: ports.terminate,
    interruptSyncChild: ports.interruptSyncChild,
    onFailure: (thrown) => ports.log(`The kernel failed to end what main runs: ${stackOf(thrown)}`),
    onStuck: () => outputs.publish({ type: "stream", requestId: "", name: "stderr", text: stuckText }),
    onInterrupted: () => endInterrupted(parts),
  });
  const leave = () => {
    debug.close();
    void transport.close().then(ports.exit);
  };
  const parts: Parts = {
    ...{ session, activity, outputs, requests, history, cells, comms, interrupter, stdin, language },
    ...{ typecheck, debug, debugParent, toMain, leave },
    forwarded: new Map(),
  };
  return parts;
}

const stuckText = `Not stopped yet: the cell is in a call that JavaScript cannot leave (a synchronous child process or file, a huge number).
It ends when that call returns; a restart of the kernel ends it at once.
`;

/** Silent cells have names of their own, which only main knows: nothing stops in them. */
function runCell({ debug, typecheck }: Parts, message: Extract<ToMain, { type: "execute" }>): void {
  const { executionCount, silent, code } = message;
  if (!silent) debug.cells.ran(`In[${executionCount}]`, code);
  typecheck.execute(message);
}

function listen({ transport, key, log }: ServerPorts, parts: Parts): void {
  const decode = createDecoder(key);
  const tables: Record<"shell" | "control" | "stdin", Handlers> = {
    shell: shellHandlers(parts),
    control: controlHandlers(parts),
    stdin: stdinHandlers(parts),
  };
  const guarded = guardRequests(parts, log);
  transport.onMessage((channel, frames) => {
    if (channel === "iopub") {
      welcome(parts, frames);
      return;
    }
    const message = decode(frames);
    if (message === undefined) {
      log(
        `Dropped a message on ${channel}: it is not signed with this kernel's key, not whole, or a repetition.`,
      );
      return;
    }
    const { msg_type: type } = message.header;
    const known = Object.hasOwn(tables[channel], type) ? tables[channel][type] : undefined;
    // The protocol has no reply for a request that a kernel does not know; busy and idle end the wait for it.
    const unknown: Handler = (request) => parts.activity.around(request, () => {});
    void guarded(known ?? unknown, { ...message, channel });
  });
}

function welcome({ session }: Parts, frames: readonly Uint8Array[]): void {
  const [notice] = frames;
  const subscribes = notice?.[0] === 1;
  if (subscribes) session.welcome(notice.subarray(1));
}
