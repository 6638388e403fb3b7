/** The Jupyter sockets that carry messages; heartbeat is the transport's own business. */
export type Channel = "shell" | "control" | "stdin" | "iopub";

/** Moves frames between front ends and the kernel; knows nothing of what they mean. */
export interface Transport {
  /** Queues a message; messages of one channel leave in order. The frames must not change afterwards. */
  send(channel: Channel, frames: readonly Uint8Array[]): void;
  /** Frames of shell, control and stdin as they come; on iopub the XPUB notices (1 or 0, then the topic). */
  onMessage(listener: (channel: Channel, frames: readonly Uint8Array[]) => void): void;
  /** Sends what is queued and closes. */
  close(): Promise<void>;
}
