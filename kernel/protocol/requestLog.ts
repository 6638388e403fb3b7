import { forgetOldest } from "../forgetOldest.js";
import type { Header } from "../wire/message.js";

/** What outputs of a request need to know of it, also long after it was answered (a timer prints late). */
export interface RequestRecord {
  readonly header: Header;
  /** Executed without publishing anything. */
  readonly silent: boolean;
  /** Its input is in the history, under its count. */
  readonly stored: boolean;
  readonly executionCount: number;
}

const remembered = 10_000;

/** The requests whose work may still print, by msg_id; the oldest are forgotten. */
export class RequestLog {
  readonly #records = new Map<string, RequestRecord>();
  #latest: RequestRecord | undefined;

  addCell(record: RequestRecord): void {
    this.#latest = record;
    this.#remember(record);
  }

  /** A comm message: what main sends because of it has it as parent. */
  addMessage(header: Header): void {
    this.#remember({ header, silent: false, stored: false, executionCount: 0 });
  }

  /** The record of a request; the latest cell for work that no request started. */
  find(requestId: string): RequestRecord | undefined {
    return this.#records.get(requestId) ?? this.#latest;
  }

  #remember(record: RequestRecord): void {
    this.#records.set(record.header.msg_id, record);
    forgetOldest(this.#records, remembered);
  }
}
