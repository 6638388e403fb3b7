import type { InputAnswer, ToMain, ToWire } from "../wire/link.js";
import type { Activity } from "./activity.js";
import type { Outputs } from "./outputs.js";
import type { Request, Session } from "./session.js";

type InputRequest = Extract<ToWire, { type: "input-request" }>;

export interface StdinParts {
  readonly session: Session;
  readonly activity: Activity;
  readonly outputs: Outputs;
  toMain(message: ToMain): void;
}

/** Questions to the user on the stdin channel: one at a time, because an input_reply does not name its question. */
export class Stdin {
  readonly #parts: StdinParts;
  #waiting: InputRequest[] = [];

  constructor(parts: StdinParts) {
    this.#parts = parts;
  }

  ask(question: InputRequest): void {
    if (this.#asker(question) === undefined) {
      this.#answer(question, { refused: "nobody" });
      return;
    }
    this.#waiting.push(question);
    if (this.#waiting.length === 1) this.#send(question);
  }

  /** An input_reply of the front end. */
  receive(reply: Request): void {
    const question = this.#waiting.shift();
    if (question === undefined) return;
    this.#answer(question, { text: String(reply.content.value ?? "") });
    const [next] = this.#waiting;
    if (next !== undefined) this.#send(next);
  }

  /** Ends every wait for an answer. */
  interrupt(): void {
    const asked = this.#waiting;
    this.#waiting = [];
    for (const question of asked) this.#answer(question, { refused: "interrupted" });
  }

  /** The running cell of a front end that said it can be asked. */
  #asker({ requestId }: InputRequest): Request | undefined {
    const request = this.#parts.activity.find(requestId);
    return request?.content.allow_stdin === true ? request : undefined;
  }

  #send(question: InputRequest): void {
    const { session, outputs } = this.#parts;
    const { prompt, password } = question;
    outputs.flush();
    const asker = this.#asker(question);
    if (asker !== undefined) session.ask(asker, "input_request", { prompt, password });
  }

  #answer({ inputId, reply }: InputRequest, answer: InputAnswer): void {
    if (reply === undefined) {
      this.#parts.toMain({ type: "input-answer", inputId, answer });
      return;
    }
    reply.port.postMessage(answer);
    Atomics.store(reply.answered, 0, 1);
    Atomics.notify(reply.answered, 0);
  }
}
