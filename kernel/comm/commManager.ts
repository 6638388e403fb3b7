import { randomUUID } from "node:crypto";
import type { WidgetComm } from "#widgets/models/host.js";
import { currentRequestId, currentWork, runAs, type Work } from "../interpreter/work.js";
import { ownedCopies } from "../wire/buffers.js";
import type { JsonObject, ToMain, ToWire } from "../wire/link.js";

type Post = (message: ToWire, transfer?: ArrayBuffer[]) => void;
type Incoming<T extends ToMain["type"]> = Extract<ToMain, { type: T }>;
type Listener = (data: JsonObject, buffers: Uint8Array[]) => void;

/** Called when the front end opens a comm of a registered target. */
export type CommTarget = (comm: WidgetComm, data: JsonObject, buffers: Uint8Array[]) => void;

interface OpenComm {
  readonly listeners: Set<Listener>;
  readonly closeListeners: Set<() => void>;
  /** The work that opened it: what its listeners print belongs to that cell's output. */
  readonly work: Work | undefined;
}

/** The comms of user code and widgets, on the main thread. */
export class CommManager {
  readonly #post: Post;
  readonly #targets = new Map<string, CommTarget>();
  readonly #comms = new Map<string, OpenComm>();

  constructor(post: Post) {
    this.#post = post;
  }

  /** From now on comms of this target that the front end opens are given to `target`. */
  registerTarget(name: string, target: CommTarget): void {
    this.#targets.set(name, target);
  }

  /** Opens a comm towards the front end. */
  open(target: string, data: JsonObject, metadata: JsonObject = {}, buffers: Uint8Array[] = []): WidgetComm {
    const commId = randomUUID();
    const comm = this.#add(commId);
    this.#send({ type: "comm-open", requestId: currentRequestId(), commId, target, data, metadata, buffers });
    return comm;
  }

  receiveOpen({ commId, target, data, buffers }: Incoming<"comm-open">): void {
    const handle = this.#targets.get(target);
    if (handle === undefined) {
      this.#post({ type: "comm-close", requestId: currentRequestId(), commId, data: {} });
      return;
    }
    handle(this.#add(commId), data, buffers);
  }

  receiveMessage({ commId, data, buffers }: Incoming<"comm-msg">): void {
    const open = this.#comms.get(commId);
    if (open === undefined) return;
    runAs(open.work, () => {
      for (const listener of open.listeners) listener(data, buffers);
    });
  }

  receiveClose({ commId }: Incoming<"comm-close">): void {
    const open = this.#comms.get(commId);
    this.#comms.delete(commId);
    if (open === undefined) return;
    runAs(open.work, () => {
      for (const listener of open.closeListeners) listener();
    });
  }

  #add(commId: string): WidgetComm {
    const open: OpenComm = { listeners: new Set(), closeListeners: new Set(), work: currentWork() };
    this.#comms.set(commId, open);
    return {
      id: commId,
      send: (data, buffers = []) => {
        const requestId = currentRequestId();
        this.#send({ type: "comm-msg", requestId, commId, data, metadata: {}, buffers });
      },
      onMessage: (listener) => void open.listeners.add(listener),
      onClose: (listener) => void open.closeListeners.add(listener),
      close: () => {
        if (!this.#comms.delete(commId)) return;
        this.#post({ type: "comm-close", requestId: currentRequestId(), commId, data: {} });
      },
    };
  }

  #send(message: Extract<ToWire, { type: "comm-open" | "comm-msg" }>): void {
    const { buffers, transfer } = ownedCopies(message.buffers);
    this.#post({ ...message, buffers }, transfer);
  }
}
