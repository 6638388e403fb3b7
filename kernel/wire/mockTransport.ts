import type { Channel, Transport } from "./transport.js";

/** A transport in memory, for tests: `sent` is what the kernel wrote, `receive` plays the front end. */
export interface MockTransport extends Transport {
  readonly sent: { readonly channel: Channel; readonly frames: readonly Uint8Array[] }[];
  receive(channel: Channel, frames: readonly Uint8Array[]): void;
}

/** Makes an empty {@link MockTransport}. */
export function createMockTransport(): MockTransport {
  const sent: MockTransport["sent"] = [];
  const listeners: ((channel: Channel, frames: readonly Uint8Array[]) => void)[] = [];
  return {
    sent,
    send: (channel, frames) => void sent.push({ channel, frames }),
    onMessage: (listener) => void listeners.push(listener),
    receive: (channel, frames) => {
      for (const listener of listeners) listener(channel, frames);
    },
    close: async () => {},
  };
}
