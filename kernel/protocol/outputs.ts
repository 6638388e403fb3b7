import type { CellError, JsonObject, ToWire } from "../wire/link.js";
import type { RequestLog } from "./requestLog.js";
import type { Session } from "./session.js";
import type { StreamBuffer } from "./streams.js";

export type OutputMessage = Extract<ToWire, { type: "stream" | "display" | "result" | "clear-output" }>;

/** Publishes what user code prints and shows, each under the request that started the work. */
export class Outputs {
  readonly #session: Session;
  readonly #streams: StreamBuffer;
  readonly #requests: RequestLog;

  constructor(session: Session, streams: StreamBuffer, requests: RequestLog) {
    this.#session = session;
    this.#streams = streams;
    this.#requests = requests;
  }

  publish(output: OutputMessage): void {
    const request = this.#requests.find(output.requestId);
    if (request?.silent) return;
    if (output.type === "stream") {
      this.#streams.write(request?.header, output.name, output.text);
      return;
    }
    if (output.type === "display") this.#display(output);
    else if (output.type === "clear-output")
      this.#send(output.requestId, "clear_output", { wait: output.wait });
    else this.#send(output.requestId, "execute_result", this.#result(output, request?.executionCount ?? 0));
  }

  /** Sends printed text that is still held. */
  flush(): void {
    this.#streams.flush();
  }

  error(requestId: string, error: CellError): void {
    if (this.#requests.find(requestId)?.silent) return;
    this.#send(requestId, "error", { ...error });
  }

  #display({
    requestId,
    data,
    metadata,
    displayId,
    update,
  }: Extract<OutputMessage, { type: "display" }>): void {
    const transient = displayId === undefined ? {} : { display_id: displayId };
    const msgType = update ? "update_display_data" : "display_data";
    this.#send(requestId, msgType, { data, metadata, transient });
  }

  #result({ data, metadata }: Extract<OutputMessage, { type: "result" }>, count: number): JsonObject {
    return { data, metadata, execution_count: count };
  }

  #send(requestId: string, msgType: string, content: JsonObject): void {
    this.#streams.flush();
    this.#session.publish(this.#requests.find(requestId)?.header, msgType, content);
  }
}
