/** The part of a ZeroMQ socket that writes. */
export interface WritableSocket {
  send(frames: Uint8Array[]): Promise<void>;
}

/** The only writer of a socket: ZeroMQ throws EBUSY when a message is sent while another one is pending. */
export class SocketWriter {
  readonly #socket: WritableSocket;
  #queue: (readonly Uint8Array[])[] = [];
  #draining: Promise<void> | undefined;
  #isClosed = false;

  constructor(socket: WritableSocket) {
    this.#socket = socket;
  }

  /** Queues a message behind the earlier ones. */
  write(frames: readonly Uint8Array[]): void {
    if (this.#isClosed) return;
    this.#queue.push(frames);
    this.#draining ??= this.#drain();
  }

  /** Resolves when everything queued so far was handed to the socket. */
  async drained(): Promise<void> {
    await this.#draining;
  }

  /** As {@link drained}; what is written later goes nowhere. */
  async close(): Promise<void> {
    await this.drained();
    this.#isClosed = true;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      for (const frames of batch) await this.#socket.send([...frames]);
    }
    this.#draining = undefined;
  }
}
