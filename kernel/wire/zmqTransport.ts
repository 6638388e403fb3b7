import { Reply, Router, XPublisher } from "zeromq";
import { type Connection, endpoint } from "./connectionFile.js";
import { SocketWriter } from "./socketWriter.js";
import type { Channel, Transport } from "./transport.js";

/** No limit: ZeroMQ drops silently beyond its high-water mark. Back-pressure is the business of the senders. */
const unlimited = { sendHighWaterMark: 0, receiveHighWaterMark: 0, linger: 1000 } as const;

/** Binds the five sockets at the given address only, and starts the heartbeat. */
export async function bindZmqTransport(connection: Connection): Promise<Transport> {
  // handover: a front end that reconnects comes with the identity of its lost connection.
  const security = securityOf(connection);
  const router = () => new Router({ ...unlimited, ...security, handover: true });
  const iopub = new XPublisher({ ...unlimited, ...security, verbosity: "allSubs" });
  const sockets = { shell: router(), control: router(), stdin: router(), iopub };
  const heartbeat = new Reply({ ...security, linger: 0 });
  const named = Object.entries(sockets) as [Channel, Router | XPublisher][];
  await Promise.all(named.map(([name, socket]) => socket.bind(endpoint(connection, name))));
  await heartbeat.bind(endpoint(connection, "hb"));
  void echo(heartbeat);
  return asTransport(named, heartbeat);
}

function securityOf({ curve }: Connection) {
  if (curve === undefined) return {};
  return { curveServer: true, curvePublicKey: curve.publicKey, curveSecretKey: curve.secretKey };
}

function asTransport(named: readonly [Channel, Router | XPublisher][], heartbeat: Reply): Transport {
  const writers = new Map(named.map(([name, socket]) => [name, new SocketWriter(socket)]));
  return {
    send: (channel, frames) => writers.get(channel)?.write(frames),
    onMessage: (listener) => {
      for (const [name, socket] of named) void receive(socket, (frames) => listener(name, frames));
    },
    async close() {
      await Promise.all([...writers.values()].map((writer) => writer.close()));
      for (const [, socket] of named) socket.close();
      heartbeat.close();
    },
  };
}

async function receive(
  socket: Router | XPublisher,
  listener: (frames: readonly Uint8Array[]) => void,
): Promise<void> {
  for await (const frames of socket) listener(frames);
}

async function echo(socket: Reply): Promise<void> {
  for await (const frames of socket) await socket.send(frames);
}
