import { randomUUID } from "node:crypto";
import { MessageChannel, receiveMessageOnPort, type Transferable } from "node:worker_threads";
import { RonchiError } from "#core/errors.js";
import { InterruptedError } from "../interpreter/interruptedError.js";
import { currentRequestId } from "../interpreter/work.js";
import type { InputAnswer, JsonObject, ToWire } from "../wire/link.js";

type Post = (message: ToWire, transfer?: Transferable[]) => void;

/** What user code asks of the front end that runs its cell. */
export interface FrontEnd {
  /** Asks for a line of text; other work goes on meanwhile. Rejects when nobody can be asked or the user interrupts. */
  input(prompt: string, options?: { readonly password?: boolean }): Promise<string>;
  /** As {@link input}, with the main thread standing still until the answer is there. */
  inputNow(prompt: string): string;
  /** Empties the output of the cell; with `wait`, when its next output comes. */
  clearOutput(wait?: boolean): void;
  /** Adds to the payload of the cell's execute_reply: a page for the pager, text for the next cell. */
  payload(payload: JsonObject): void;
  /** An answer of the wire. */
  receive(inputId: string, answer: InputAnswer): void;
}

export function createFrontEnd(post: Post): FrontEnd {
  const waiting = new Map<string, (answer: InputAnswer) => void>();
  return {
    async input(prompt, { password = false } = {}) {
      const inputId = randomUUID();
      const answer = new Promise<InputAnswer>((resolve) => waiting.set(inputId, resolve));
      post({ type: "input-request", requestId: currentRequestId(), inputId, prompt, password });
      return textOf(await answer);
    },
    inputNow: (prompt) => textOf(waitForInput(post, prompt)),
    clearOutput: (wait = false) => post({ type: "clear-output", requestId: currentRequestId(), wait }),
    payload: (payload) => post({ type: "payload", requestId: currentRequestId(), payload }),
    receive(inputId, answer) {
      waiting.get(inputId)?.(answer);
      waiting.delete(inputId);
    },
  };
}

/** The wire writes the answer into a port of its own and wakes this thread. */
function waitForInput(post: Post, prompt: string): InputAnswer {
  const { port1, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const reply = { port: port2, answered };
  const request = { requestId: currentRequestId(), inputId: randomUUID(), prompt, password: false, reply };
  post({ type: "input-request", ...request }, [port2]);
  Atomics.wait(answered, 0, 0);
  const received = receiveMessageOnPort(port1) as { message: InputAnswer } | undefined;
  port1.close();
  return received?.message ?? { refused: "interrupted" };
}

function textOf(answer: InputAnswer): string {
  if ("text" in answer) return answer.text;
  if (answer.refused === "interrupted") throw new InterruptedError();
  throw new RonchiError({
    code: "unsupported",
    subject: "input",
    found: "a front end that takes no input for this cell",
    expected: "a cell that is running where somebody can answer",
    remedy: "Run it in a notebook or console, or give the value in the code.",
  });
}
