import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Dealer, Request, Subscriber } from "zeromq";
import { freePorts } from "./freePorts.js";

/** A Jupyter message as it came from the wire; written without the kernel's own encoder, so that both are tested. */
export interface WireMessage {
  readonly header: { readonly msg_id: string; readonly msg_type: string; readonly session: string };
  readonly parent: { readonly msg_id?: string };
  readonly metadata: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: contents differ with the message type, and tests read them by name.
  readonly content: any;
  readonly buffers: Uint8Array[];
}

export interface Executed {
  readonly reply: WireMessage;
  /** Everything on iopub with this request as parent, up to idle. */
  readonly outputs: WireMessage[];
}

export interface KernelFiles {
  readonly connectionFile: string;
  readonly ports: Record<string, number>;
  readonly key: string;
  readonly argv: string[];
  readonly folder: string;
}

type SocketName = "shell" | "control" | "stdin";

/** As in extension/ronchi/__main__.py. */
export const kernelFlags = [
  "--no-force-async-hooks-checks",
  "--disable-warning=ExperimentalWarning",
  "--disable-warning=DEP0111",
];
export const mainFile = fileURLToPath(new URL("../../dist/kernel/main.js", import.meta.url));
const delimiter = "<IDS|MSG>";
/** How long a client waits for a message, ms. The compiler's first program takes many seconds on a busy machine. */
const patience = 90_000;

/** Writes a connection file with free ports, and the command line of a kernel for it. */
export async function prepareKernel(key: string = randomUUID()): Promise<KernelFiles> {
  const folder = mkdtempSync(join(tmpdir(), "ronchi-kernel-"));
  const names = ["shell", "control", "stdin", "iopub", "hb"];
  const free = await freePorts(names.length);
  const ports = Object.fromEntries(names.map((name, i) => [`${name}_port`, free[i] as number]));
  const connectionFile = join(folder, "connection.json");
  const connection = { transport: "tcp", ip: "127.0.0.1", signature_scheme: "hmac-sha256", key, ...ports };
  writeFileSync(connectionFile, JSON.stringify(connection));
  return { connectionFile, ports, key, folder, argv: [...kernelFlags, mainFile, "-f", connectionFile] };
}

/** Starts a kernel in a fresh folder and connects to it. `env` is added to the environment; `stderr` may be kept. */
export async function startKernel({
  env = {} as NodeJS.ProcessEnv,
  stderr = "inherit" as "inherit" | "pipe",
} = {}): Promise<KernelClient> {
  const files = await prepareKernel();
  const child = spawn(process.execPath, files.argv, {
    cwd: files.folder,
    env: { ...process.env, RONCHI_HISTORY: join(files.folder, "history"), ...env },
    stdio: ["ignore", "inherit", stderr],
  });
  return connectKernel(files, child);
}

/** Connects to a kernel that somebody else has started; waits until it answers kernel_info. */
export async function connectKernel(files: KernelFiles, child?: ChildProcess): Promise<KernelClient> {
  const client = new KernelClient(files, child);
  await client.ready();
  return client;
}

export class KernelClient {
  readonly files: KernelFiles;
  readonly child: ChildProcess | undefined;
  /** Everything that came on iopub. */
  readonly published: WireMessage[] = [];
  readonly replies: WireMessage[] = [];
  /** What the kernel asked the user. */
  readonly questions: WireMessage[] = [];
  readonly #session = randomUUID();
  readonly #sockets: Record<SocketName, Dealer>;
  readonly #iopub = new Subscriber();
  readonly #heartbeat = new Request({ linger: 0 });
  readonly #waiting = new Set<() => void>();

  constructor(files: KernelFiles, child: ChildProcess | undefined) {
    this.files = files;
    this.child = child;
    const dealer = () => new Dealer({ routingId: this.#session, linger: 0 });
    this.#sockets = { shell: dealer(), control: dealer(), stdin: dealer() };
    for (const [name, socket] of Object.entries(this.#sockets)) socket.connect(this.#address(name));
    this.#iopub.connect(this.#address("iopub"));
    this.#iopub.subscribe();
    this.#heartbeat.connect(this.#address("hb"));
    void this.#collect(this.#sockets.shell, this.replies);
    void this.#collect(this.#sockets.control, this.replies);
    void this.#collect(this.#sockets.stdin, this.questions);
    void this.#collect(this.#iopub, this.published);
  }

  async ready(): Promise<void> {
    await this.until(() => this.published.find((m) => m.header.msg_type === "iopub_welcome"));
    await this.ask("kernel_info_request", {});
  }

  /** Sends a request and returns its msg_id. */
  send(
    msgType: string,
    content: object,
    {
      socket = "shell" as SocketName,
      buffers = [] as Uint8Array[],
      key = this.files.key,
      subshell = undefined as string | undefined,
    } = {},
  ): string {
    const { id, frames } = this.message(msgType, content, { key, subshell });
    this.sendFrames([...frames, ...buffers], socket);
    return id;
  }

  /** The frames of a request, from the delimiter on, and its msg_id. */
  message(
    msgType: string,
    content: object,
    { key = this.files.key, subshell = "" as string | undefined } = {},
  ) {
    const id = randomUUID();
    const header = {
      msg_id: id,
      msg_type: msgType,
      session: this.#session,
      username: "test",
      date: new Date().toISOString(),
      version: "5.3",
      subshell_id: subshell || undefined,
    };
    const json = [header, {}, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
    return { id, frames: [delimiter, sign(json, key), ...json] };
  }

  sendFrames(frames: (string | Uint8Array)[], socket: SocketName = "shell"): void {
    this.#outgoing = this.#outgoing.then(() => this.#sockets[socket].send(frames));
  }
  #outgoing: Promise<void> = Promise.resolve();

  /** Sends a request and waits for its reply. */
  async ask(
    msgType: string,
    content: object,
    options?: Parameters<KernelClient["send"]>[2],
  ): Promise<WireMessage> {
    return this.replyTo(this.send(msgType, content, options));
  }

  replyTo(id: string): Promise<WireMessage> {
    return this.until(() => this.replies.find((m) => m.parent.msg_id === id));
  }

  /** Runs a cell to its reply and its idle. */
  async execute(code: string, options: object = {}): Promise<Executed> {
    return this.finished(this.send("execute_request", { code, ...options }));
  }

  async finished(id: string): Promise<Executed> {
    const reply = await this.replyTo(id);
    await this.idle(id);
    return { reply, outputs: this.of(id) };
  }

  idle(id: string): Promise<WireMessage> {
    return this.until(() => this.of(id).find((m) => m.content.execution_state === "idle"));
  }

  /**
   * Sends cells of which the first fails once the kernel has received all of them; gives their msg_ids. `more` is added to
   * each request.
   */
  async queueBehindFailure(codes: readonly string[], more: object = {}): Promise<string[]> {
    const failing = { code: 'await input("fail?"); throw new Error("stop")', allow_stdin: true };
    const ids = [failing, ...codes.map((code) => ({ code }))].map((request) =>
      this.send("execute_request", { ...request, ...more }),
    );
    await this.until(() => this.questions.find(({ parent }) => parent.msg_id === ids[0]));
    // Answered while a cell runs, after everything that came before it on the same socket.
    await this.ask("kernel_info_request", {});
    this.send("input_reply", { value: "", status: "ok" }, { socket: "stdin" });
    return ids;
  }

  /** What was published with this request as parent. */
  of(id: string): WireMessage[] {
    return this.published.filter((m) => m.parent.msg_id === id);
  }

  /** Waits until `find` gives something; looks again at every message. */
  until<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`Waited ${patience} ms for: ${find}`));
      }, patience);
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  async heartbeat(text: string): Promise<string> {
    await this.#heartbeat.send(text);
    const [answer] = await this.#heartbeat.receive();
    return String(answer);
  }

  /** Closes the client and ends the kernel. */
  stop(): void {
    for (const socket of [...Object.values(this.#sockets), this.#iopub, this.#heartbeat]) socket.close();
    this.child?.kill("SIGKILL");
  }

  #address(name: string): string {
    return `tcp://127.0.0.1:${this.files.ports[`${name}_port`]}`;
  }

  async #collect(socket: Dealer | Subscriber, into: WireMessage[]): Promise<void> {
    for await (const frames of socket) {
      into.push(parse(frames, this.files.key));
      for (const look of [...this.#waiting]) look();
    }
  }
}

/** Joins the text of a stream. */
export function printed(outputs: WireMessage[], name: "stdout" | "stderr" = "stdout"): string {
  const streams = outputs.filter((m) => m.header.msg_type === "stream" && m.content.name === name);
  return streams.map((m) => m.content.text).join("");
}

/** The text/plain of the cell's result. */
export function resultText(outputs: WireMessage[]): string | undefined {
  return outputs.find((m) => m.header.msg_type === "execute_result")?.content.data["text/plain"];
}

export function ofType(outputs: WireMessage[], msgType: string): WireMessage[] {
  return outputs.filter((m) => m.header.msg_type === msgType);
}

function parse(frames: Uint8Array[], key: string): WireMessage {
  const at = frames.findIndex((frame) => String(frame) === delimiter);
  const json = frames.slice(at + 2, at + 6);
  if (String(frames[at + 1]) !== sign(json, key)) throw new Error("The kernel sent a wrong signature.");
  const [header, parent, metadata, content] = json.map((frame) => JSON.parse(String(frame)));
  return { header, parent, metadata, content, buffers: frames.slice(at + 6) };
}

export function sign(frames: Uint8Array[], key: string): string {
  return createHmac("sha256", key).update(Buffer.concat(frames)).digest("hex");
}
