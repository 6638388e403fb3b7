import type { Header } from "../wire/message.js";
import type { Session } from "./session.js";

const quietMilliseconds = 10;
const maxCharacters = 65_536;

type StreamName = "stdout" | "stderr";

/**
 * Joins printed text into few messages: Jupyter servers drop output beyond about 1000 messages a second. Text of
 * the same request and stream is held for 10 ms or 64 k characters; everything else that is published flushes first.
 */
export class StreamBuffer {
  readonly #session: Session;
  #parent: Header | undefined;
  #name: StreamName = "stdout";
  #parts: string[] = [];
  #characters = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  write(parent: Header | undefined, name: StreamName, text: string): void {
    if (parent?.msg_id !== this.#parent?.msg_id || name !== this.#name) this.flush();
    this.#parent = parent;
    this.#name = name;
    this.#parts.push(text);
    this.#characters += text.length;
    if (this.#characters >= maxCharacters) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), quietMilliseconds);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#parts.length === 0) return;
    const text = this.#parts.join("");
    this.#parts = [];
    this.#characters = 0;
    this.#session.publish(this.#parent, "stream", { name: this.#name, text });
  }
}
