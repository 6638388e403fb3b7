// A small Jupyter client, the same for every kernel: it reads what comes as fast as it comes and tells it apart by request.
import { createHmac, randomUUID } from "node:crypto";
import { Dealer, Subscriber } from "zeromq";

const delimiter = "<IDS|MSG>";
/** After the reply, ms. */
const idleLimit = 500;

/** What a kernel did not do. */
export class KernelFailed extends Error {}

/** Connects to the kernel of a connection record. It may not listen yet: ZeroMQ goes on trying. */
export class BenchClient {
  #session = randomUUID();
  #key;
  #sockets;
  #requests = new Map();
  #outgoing = Promise.resolve();

  constructor(connection) {
    this.#key = connection.key;
    // ZeroMQ's 100 ms between tries would be in the times to start.
    const patience = { linger: 0, reconnectInterval: 5, receiveHighWaterMark: 0 };
    const dealer = () => new Dealer({ ...patience, routingId: this.#session });
    this.#sockets = { shell: dealer(), control: dealer(), iopub: new Subscriber(patience) };
    for (const [name, socket] of Object.entries(this.#sockets)) {
      socket.connect(`tcp://${connection.ip}:${connection[`${name}_port`]}`);
      if (name === "iopub") socket.subscribe();
      void this.#read(name, socket);
    }
  }

  /** Sends a request; `onMessage(channel, message)` sees everything that has it as parent. */
  send(type, content, onMessage, channel = "shell") {
    const id = randomUUID();
    const header = { msg_id: id, msg_type: type, session: this.#session, username: "bench", version: "5.3" };
    const parts = [{ ...header, date: new Date().toISOString() }, {}, {}, content];
    const frames = parts.map((part) => Buffer.from(JSON.stringify(part)));
    const signature = createHmac("sha256", this.#key).update(Buffer.concat(frames)).digest("hex");
    this.#requests.set(id, onMessage);
    const socket = this.#sockets[channel];
    this.#outgoing = this.#outgoing.then(() => socket.send([delimiter, signature, ...frames]));
    return id;
  }

  /** Milliseconds to the reply; undefined when none came within `limit`. */
  ask(type, content, { limit = 60_000, channel = "shell" } = {}) {
    const begin = performance.now();
    return new Promise((resolve) => {
      const timer = setTimeout(() => end(undefined), limit);
      const end = (time) => {
        clearTimeout(timer);
        this.#requests.delete(id);
        resolve(time);
      };
      const id = this.send(
        type,
        content,
        (from) => from !== "iopub" && end(performance.now() - begin),
        channel,
      );
    });
  }

  /** Whether the next kernel_info is seen on iopub too: then the subscription has arrived. */
  async subscribed() {
    for (let i = 0; i < 100; i++) {
      const seen = new Promise((resolve) => {
        this.send("kernel_info_request", {}, (from) => from === "iopub" && resolve(true));
        setTimeout(resolve, 100, false);
      });
      if (await seen) return;
    }
    throw new KernelFailed("it publishes nothing");
  }

  /**
   * Runs a cell up to its reply and its idle, in whichever order they come; an idle that is lost (tslab) is not waited for.
   * Rejects with KernelFailed when no reply comes or the cell fails.
   * @returns milliseconds
   */
  execute(code, { limit = 60_000, onOutput = () => undefined } = {}) {
    const begin = performance.now();
    const times = {};
    return new Promise((resolve, reject) => {
      const failed = (what) => end(() => reject(new KernelFailed(`${what} for: ${code.slice(0, 80)}`)));
      const done = () => end(() => resolve(Math.max(...Object.values(times))));
      let timer = setTimeout(failed, limit, `no reply within ${limit / 1000} s`);
      const end = (settle) => {
        clearTimeout(timer);
        this.#requests.delete(id);
        settle();
      };
      const arrived = (what) => {
        times[what] = performance.now() - begin;
        if (times.reply === undefined) return;
        clearTimeout(timer);
        if (times.idle !== undefined) done();
        else timer = setTimeout(done, idleLimit);
      };
      const id = this.send("execute_request", cell(code), (from, message) => {
        const { status, execution_state } = message.content();
        if (from === "iopub") onOutput(message);
        if (execution_state === "idle") arrived("idle");
        else if (from !== "iopub" && status === "ok") arrived("reply");
        else if (from !== "iopub") failed(JSON.stringify(message.content()));
      });
    });
  }

  close() {
    for (const socket of Object.values(this.#sockets)) socket.close();
  }

  async #read(channel, socket) {
    for await (const frames of socket) {
      const at = frames.findIndex(
        (frame) => frame.length === delimiter.length && String(frame) === delimiter,
      );
      if (at < 0) continue;
      const parent = JSON.parse(String(frames[at + 3])).msg_id;
      this.#requests.get(parent)?.(channel, messageOf(frames, at));
    }
  }
}

/** What is expensive to read is read when it is asked for. */
function messageOf(frames, at) {
  const type = JSON.parse(String(frames[at + 2])).msg_type;
  let content;
  return {
    type,
    content: () => {
      content ??= JSON.parse(String(frames[at + 5]));
      return content;
    },
    contentBytes: frames[at + 5].length,
    buffers: frames.slice(at + 6),
  };
}

/** Content of an execute_request. */
export function cell(code) {
  return {
    code,
    silent: false,
    store_history: true,
    user_expressions: {},
    // As front ends with a user in front of them: idle does not wait for type errors.
    allow_stdin: true,
    stop_on_error: true,
  };
}
