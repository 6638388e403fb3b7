import { createHmac } from "node:crypto";
import { beforeEach, type Mock, vi } from "vitest";
import type { Executor } from "#core/data/executor.js";
import type { MainMessage } from "#kernel/protocol/fromMain.js";
import type { HistoryStore } from "#kernel/protocol/history.js";
import { type ServerPorts, startServer } from "#kernel/protocol/server.js";
import type { ToMain } from "#kernel/wire/link.js";
import { createMockTransport, type MockTransport } from "#kernel/wire/mockTransport.js";
import type { DataPathHost } from "#widgets/models/dataPath.js";

const key = "key";

/** A message that the kernel sent. */
export interface Sent {
  readonly type: string;
  /** The msg_id of the request that it answers. */
  readonly parent: string;
  // biome-ignore lint/suspicious/noExplicitAny: contents differ with the type, and tests read them by name.
  readonly content: any;
  readonly buffers: readonly Uint8Array[];
}

/** What is around the server in its thread, as the running test finds it: empty at first. */
export interface Surroundings {
  readonly toMain: ToMain[];
  /** What the data path of kind "echo" got: [params, content, number of buffers], or "closed". */
  readonly heard: unknown[];
  readonly logged: string[];
  readonly history: HistoryStore;
  readonly terminate: Mock<() => Promise<void>>;
  readonly interruptSyncChild: Mock<() => void>;
  readonly exit: Mock<() => void>;
  /** The language worker; finds nothing unless a test says otherwise. */
  readonly answerLanguage: Mock<(type: string, question: object) => unknown>;
}

/** The test as the front end. */
export interface FrontEnd {
  /** Sends a signed message; returns its msg_id. */
  send(
    msgType: string,
    content: object,
    channel?: "shell" | "control" | "stdin",
    buffers?: readonly Uint8Array[],
    header?: object,
    client?: string,
  ): string;
  execute(code: string, more?: object): string;
  /** What the kernel sent, as "type<m1" or "status:busy<m1" (with the parent), in order. */
  log(): string[];
  /** What the kernel sent of one type, in order. */
  contents(type: string): Sent[];
}

/** The test as the main thread. */
export interface MainThread {
  fromMain(message: MainMessage): void;
  /** The cell of this request ends well. */
  done(requestId: string): void;
  /** The cell of this request ends with an error. */
  fails(requestId: string): void;
}

/** A server of the protocol without a thread or a socket. */
export interface TestServer extends Surroundings, FrontEnd, MainThread {
  transport(): MockTransport;
  /** What the data path of kind "echo" was given last. */
  host(): DataPathHost;
}

/** Gives each test of the file that calls this a fresh server, and timers that stand still. */
export function testServer(): TestServer {
  const around = surroundings();
  let transport: MockTransport;
  let tell: (message: MainMessage) => void;
  let host: DataPathHost;

  beforeEach(() => {
    vi.useFakeTimers();
    forget(around);
    transport = createMockTransport();
    const ports = portsOf(around, (given) => {
      host = given;
    });
    tell = startServer({ ...ports, transport });
    return () => void vi.useRealTimers();
  });

  return {
    ...around,
    ...frontEnd(() => transport),
    ...mainThread((message) => tell(message)),
    transport: () => transport,
    host: () => host,
  };
}

/** The signature of the four JSON frames of a message, hexadecimal. */
export function signatureOf(json: readonly Uint8Array[]): string {
  return createHmac("sha256", key).update(Buffer.concat(json)).digest("hex");
}

function surroundings(): Surroundings {
  return {
    toMain: [],
    heard: [],
    logged: [],
    history: emptyHistory(),
    terminate: vi.fn(async () => {}),
    interruptSyncChild: vi.fn(),
    exit: vi.fn(),
    answerLanguage: vi.fn(),
  };
}

function emptyHistory(): HistoryStore {
  return { session: 0, addInput: vi.fn(), addOutput: vi.fn(), entries: async () => [] };
}

function forget(around: Surroundings): void {
  for (const list of [around.toMain, around.heard, around.logged]) list.length = 0;
  Object.assign(around.history, emptyHistory());
  around.terminate.mockClear();
  around.interruptSyncChild.mockClear();
  around.exit.mockClear();
  around.answerLanguage.mockReset().mockReturnValue([]);
}

function portsOf(
  { toMain, heard, logged, history, terminate, interruptSyncChild, exit, answerLanguage }: Surroundings,
  onHost: (host: DataPathHost) => void,
): Omit<ServerPorts, "transport"> {
  return {
    ...{ key, terminate, exit, interruptSyncChild, ownCode: [] },
    history: () => history,
    toMain: (message) => void toMain.push(message),
    log: (text) => void logged.push(text),
    inspect: () => {
      throw new Error("Nothing here asks the debugger about the main thread.");
    },
    executor: async () => ({}) as Executor,
    askLanguage: async (type, question) => answerLanguage(type, question) as never,
    dataPaths: async () => ({
      echo: (params, host) => {
        onHost(host);
        return {
          onMessage: (content, buffers) => void heard.push([params, content, buffers.length]),
          close: () => void heard.push("closed"),
        };
      },
    }),
  };
}

function frontEnd(transport: () => MockTransport): FrontEnd {
  let count = 0;
  const send: FrontEnd["send"] = (
    msg_type,
    content,
    channel = "shell",
    buffers = [],
    more = {},
    client = "client",
  ) => {
    const msg_id = `m${++count}`;
    const header = { msg_id, msg_type, session: "s", username: "u", date: "", version: "5.3", ...more };
    const json = [header, {}, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
    const start = [client, "<IDS|MSG>", signatureOf(json)].map((text) => Buffer.from(text));
    transport().receive(channel, [...start, ...json, ...buffers]);
    return msg_id;
  };
  const sent = () => transport().sent.map(({ frames }) => read(frames));
  return {
    send,
    execute: (code, more = {}) => send("execute_request", { code, ...more }),
    log: () => sent().map(logLine),
    contents: (type) => sent().filter((message) => message.type === type),
  };
}

function read(frames: readonly Uint8Array[]): Sent {
  const json = frames.map((frame) => String(Buffer.from(frame)));
  const at = json.indexOf("<IDS|MSG>");
  const [header, parent, , content] = json.slice(at + 2, at + 6).map((text) => JSON.parse(text));
  return { type: header.msg_type, parent: parent.msg_id, content, buffers: frames.slice(at + 6) };
}

function logLine({ type, parent, content }: Sent): string {
  const state = type === "status" ? `:${content.execution_state}` : "";
  return `${type}${state}<${parent}`;
}

function mainThread(fromMain: (message: MainMessage) => void): MainThread {
  const error = { ename: "E", evalue: "v", traceback: ["t"] };
  return {
    fromMain,
    done: (requestId) => fromMain({ type: "done", requestId, status: "ok" }),
    fails: (requestId) => fromMain({ type: "done", requestId, status: "error", error }),
  };
}
