import type { Executor } from "#core/data/executor.js";
import type { DataPathFactory, DataPathHost } from "#widgets/models/dataPath.js";
import { DataPathTable } from "../comm/dataPathTable.js";
import { ShownWidgets } from "../comm/shownWidgets.js";
import { WidgetStates } from "../comm/widgetStates.js";
import { ownedCopies } from "../wire/buffers.js";
import type { JsonObject, ToMain, ToWire } from "../wire/link.js";
import type { Header } from "../wire/message.js";
import type { Activity } from "./activity.js";
import type { Outputs } from "./outputs.js";
import type { RequestLog } from "./requestLog.js";
import type { Request, Session } from "./session.js";

export interface CommRouterParts {
  readonly session: Session;
  readonly activity: Activity;
  readonly outputs: Outputs;
  readonly requests: RequestLog;
  toMain(message: ToMain, transfer?: ArrayBuffer[]): void;
  dataPaths(): Promise<Readonly<Record<string, DataPathFactory>>>;
  executor(): Promise<Executor>;
}

type FromMain<T extends ToWire["type"]> = Extract<ToWire, { type: T }>;

const widgetTarget = "jupyter.widget";
const controlTarget = "jupyter.widget.control";

/**
 * The comms, on the wire's side. Widget control and data paths are answered here, beside the sockets; every other
 * message goes to main, in order, and stays busy until main says that it is done.
 */
export class CommRouter {
  readonly #parts: CommRouterParts;
  readonly #targets = new Map<string, string>();
  /** Header of the last message from the front end on a comm: what the kernel sends there belongs to it. */
  readonly #lastRequest = new Map<string, Header>();
  readonly #states = new WidgetStates();
  readonly #shown = new ShownWidgets();
  readonly #paths: DataPathTable;

  constructor(parts: CommRouterParts) {
    this.#parts = parts;
    this.#paths = new DataPathTable({
      factories: parts.dataPaths,
      executor: parts.executor,
      host: (commId, executor) => this.#dataPathHost(commId, executor),
      onError: (error) => this.#report(error),
    });
  }

  /** Content of comm_info_reply. */
  info(targetName: unknown): JsonObject {
    const open = [...this.#targets].filter(([, name]) => targetName === undefined || name === targetName);
    return { status: "ok", comms: Object.fromEntries(open.map(([id, name]) => [id, { target_name: name }])) };
  }

  openedByFrontEnd(request: Request): void {
    const { comm_id: commId, target_name: target, data } = commContent(request);
    this.#targets.set(commId, target);
    if (target === controlTarget) {
      this.#parts.toMain({ type: "draws-widgets" });
      this.#parts.activity.around(request, () => {});
      return;
    }
    if (target === widgetTarget) this.#states.open(commId, data, request.buffers);
    this.#forward(request, { type: "comm-open", target });
  }

  messageFromFrontEnd(request: Request): void {
    const { comm_id: commId, data } = commContent(request);
    this.#lastRequest.set(commId, request.header);
    const isCustom = data.method === "custom";
    if (this.#targets.get(commId) === controlTarget) this.#control(request, commId, data);
    else if (isCustom && this.#paths.has(commId)) this.#data(request, commId, data);
    else {
      this.#states.message(commId, data, request.buffers);
      this.#forward(request, { type: "comm-msg" });
    }
  }

  closedByFrontEnd(request: Request): void {
    const { comm_id: commId } = commContent(request);
    const isControl = this.#targets.get(commId) === controlTarget;
    this.#forget(commId);
    if (isControl) this.#parts.activity.around(request, () => {});
    else this.#forward(request, { type: "comm-close" });
  }

  openedByKernel({ requestId, commId, target, data, metadata, buffers }: FromMain<"comm-open">): void {
    this.#targets.set(commId, target);
    if (target === widgetTarget) this.#states.open(commId, data, buffers);
    const content = { comm_id: commId, target_name: target, data };
    this.#publish(this.#header(requestId), "comm_open", content, metadata, buffers);
  }

  messageFromKernel({ requestId, commId, data, metadata, buffers }: FromMain<"comm-msg">): void {
    this.#states.message(commId, data, buffers);
    this.#publish(this.#header(requestId), "comm_msg", { comm_id: commId, data }, metadata, buffers);
  }

  closedByKernel({ requestId, commId, data }: FromMain<"comm-close">): void {
    this.#forget(commId);
    this.#publish(this.#header(requestId), "comm_close", { comm_id: commId, data }, {}, []);
  }

  registerDataPath({ commId, kind, params }: FromMain<"data-path">): void {
    this.#paths.register(commId, kind, params);
  }

  tellDataPath({ commId, told }: FromMain<"data-path-told">): void {
    void this.#paths.tell(commId, told);
  }

  noteDisplay(display: FromMain<"display">): void {
    this.#shown.note(display);
  }

  #forward(
    request: Request,
    kind: { type: "comm-open"; target: string } | { type: "comm-msg" } | { type: "comm-close" },
  ): void {
    const { comm_id: commId, data } = commContent(request);
    const { buffers, transfer } = ownedCopies(request.buffers);
    this.#parts.activity.begin(request);
    this.#parts.requests.addMessage(request.header);
    const common = { requestId: request.header.msg_id, commId, data, metadata: request.metadata, buffers };
    this.#parts.toMain({ ...common, ...kind }, transfer);
  }

  #control(request: Request, commId: string, data: JsonObject): void {
    const { activity } = this.#parts;
    activity.around(request, () => {
      if (data.method !== "request_states") return;
      const { data: states, buffers } = this.#states.snapshot();
      this.#publish(request.header, "comm_msg", { comm_id: commId, data: states }, {}, buffers);
    });
  }

  #data(request: Request, commId: string, data: JsonObject): void {
    const content = (data.content ?? {}) as JsonObject;
    const { buffers } = ownedCopies(request.buffers);
    void this.#paths.message(commId, content, buffers).finally(() => this.#parts.activity.taken(request));
  }

  #dataPathHost(commId: string, executor: Executor): DataPathHost {
    return {
      executor,
      send: (content, buffers = []) => {
        const data = { method: "custom", content };
        const copies = ownedCopies(buffers).buffers;
        this.#publish(this.#lastRequest.get(commId), "comm_msg", { comm_id: commId, data }, {}, copies);
      },
      updateSnapshot: (png, caption) => {
        const shown = this.#shown.withSnapshot(commId, png, caption, new Date());
        if (shown !== undefined) this.#parts.outputs.publish({ type: "display", ...shown, update: true });
      },
      now: () => performance.now(),
    };
  }

  #publish(
    parent: Header | undefined,
    msgType: string,
    content: JsonObject,
    metadata: JsonObject,
    buffers: readonly Uint8Array[],
  ): void {
    this.#parts.outputs.flush();
    this.#parts.session.publish(parent, msgType, content, { metadata, buffers });
  }

  #header(requestId: string): Header | undefined {
    return this.#parts.requests.find(requestId)?.header;
  }

  #report(error: unknown): void {
    const text = `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
    this.#parts.outputs.publish({ type: "stream", requestId: "", name: "stderr", text });
  }

  #forget(commId: string): void {
    this.#targets.delete(commId);
    this.#lastRequest.delete(commId);
    this.#states.close(commId);
    void this.#paths.close(commId).catch((error: unknown) => this.#report(error));
  }
}

function commContent(request: Request): CommContent {
  const { comm_id, target_name, data } = request.content as Partial<CommContent>;
  return { comm_id: String(comm_id), target_name: String(target_name), data: data ?? {} };
}

interface CommContent {
  readonly comm_id: string;
  readonly target_name: string;
  readonly data: JsonObject;
}
