import type { Executor } from "#core/data/executor.js";

/**
 * The part of a widget that answers the view with data. It runs in the wire worker, beside the sockets, so that a
 * busy cell never stops it: it gets custom messages of one comm, runs plans on the compute workers and sends
 * frames. Made from plain params that the main thread registered once.
 */
export interface DataPath {
  onMessage(content: Record<string, unknown>, buffers: Uint8Array[]): void;
  /** What the widget itself tells: plain data, from the main thread. */
  onTold?(told: unknown): void;
  close(): void;
}

export interface DataPathHost {
  readonly executor: Executor;
  /** Sends a custom message of the widget to its views; the buffers are copied before this returns. */
  send(content: Record<string, unknown>, buffers?: Uint8Array[]): void;
  /** Replaces the widget's stored picture (PNG) in the output of the cell that showed it. */
  updateSnapshot(png: Uint8Array, caption: string): void;
  now(): number;
}

export type DataPathFactory = (params: unknown, host: DataPathHost) => DataPath;
