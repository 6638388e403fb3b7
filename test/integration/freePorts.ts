import { createServer } from "node:net";

/** Below the ports that systems give to whoever asks for any: nobody is given one between our look at it and its use. */
const firstPort = 10_000;
const slots = 400;
const portsOfSlot = 50;

/** Test files run side by side, each in a process of its own: processes whose numbers are near look in different slots. */
const slot = firstPort + (process.pid % slots) * portsOfSlot;
let used = 0;

/** Ports of 127.0.0.1 on which nobody listens; no two calls give the same ones before all of a slot are used. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = slot + (used++ % portsOfSlot);
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
