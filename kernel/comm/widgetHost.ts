import type { MessagePort } from "node:worker_threads";
import type { WidgetHost } from "#widgets/models/host.js";
import type { Shower } from "../display/shower.js";
import type { ToWire } from "../wire/link.js";
import type { CommManager } from "./commManager.js";

export interface WidgetHostParts {
  readonly comms: CommManager;
  readonly shower: Shower;
  post(message: ToWire, transfer?: MessagePort[]): void;
  /** Ports to the compute workers, one each. */
  connectCompute(): MessagePort[];
}

/** What widget models get from the kernel. The first data path gives the wire its own ports to the compute workers. */
export function createWidgetHost({ comms, shower, post, connectCompute }: WidgetHostParts): WidgetHost {
  let connected = false;
  return {
    openComm: (target, data, metadata, buffers) => comms.open(target, data, metadata, buffers),
    display: (data, metadata, options) => shower.bundle(data, metadata, options),
    registerDataPath(commId, kind, params) {
      if (!connected) {
        const ports = connectCompute();
        post({ type: "compute", ports }, ports);
        connected = true;
      }
      post({ type: "data-path", commId, kind, params });
    },
    tellDataPath: (commId, told) => post({ type: "data-path-told", commId, told }),
  };
}
