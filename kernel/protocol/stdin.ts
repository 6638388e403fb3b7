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

interface AskedQuestion {
  readonly question: InputRequest;
  readonly asker: Request;
}

/**
 * Questions to the user on the stdin channel, each to the front end whose cell asks; one at a time for each of them,
 * because an input_reply does not name its question.
 */
export class Stdin {
  readonly #parts: StdinParts;
  #waiting: AskedQuestion[] = [];

  constructor(parts: StdinParts) {
    this.#parts = parts;
  }

  ask(question: InputRequest): void {
    const asker = this.#asker(question);
    if (asker === undefined) {
      this.#answer(question, { refused: "nobody" });
      return;
    }
    const isFirst = this.#nextOf(asker) === undefined;
    this.#waiting.push({ question, asker });
    if (isFirst) this.#send({ question, asker });
  }

  /** An input_reply: the answer to what that front end was asked first. */
  receive(reply: Request): void {
    const asked = this.#nextOf(reply);
    if (asked === undefined) return;
    this.#waiting.splice(this.#waiting.indexOf(asked), 1);
    this.#answer(asked.question, { text: String(reply.content.value ?? "") });
    const next = this.#nextOf(reply);
    if (next !== undefined) this.#send(next);
  }

  /** Ends every wait for an answer. */
  interrupt(): void {
    const asked = this.#waiting;
    this.#waiting = [];
    for (const { question } of asked) this.#answer(question, { refused: "interrupted" });
  }

  /** The running cell of a front end that said it can be asked. */
  #asker({ requestId }: InputRequest): Request | undefined {
    const request = this.#parts.activity.find(requestId);
    return request?.content.allow_stdin === true ? request : undefined;
  }

  #nextOf(message: Request): AskedQuestion | undefined {
    return this.#waiting.find(({ asker }) => clientOf(asker) === clientOf(message));
  }

  #send({ question: { prompt, password }, asker }: AskedQuestion): void {
    this.#parts.outputs.flush();
    this.#parts.session.ask(asker, "input_request", { prompt, password });
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

/** A front end has the same identity on shell and stdin. */
function clientOf({ identities }: Request): string {
  return identities.map((frame) => Buffer.from(frame).toString("latin1")).join();
}
