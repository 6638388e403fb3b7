import type { MessagePort } from "node:worker_threads";
import type { TypecheckMode } from "../language/typecheckMode.js";

/**
 * What the wire worker and the main thread say to each other. The wire owns sockets, headers, cell queue, busy and
 * idle; main owns user code. `requestId` is the msg_id of the Jupyter request that started the work: outputs carry it
 * so that the wire can give them the right parent.
 */
export type ToMain =
  /** The first message: the sockets listen. */
  | { readonly type: "listening" }
  | {
      readonly type: "execute";
      readonly requestId: string;
      readonly code: string;
      readonly executionCount: number;
      readonly silent: boolean;
      /** name -> expression that is evaluated when the cell has ended well. */
      readonly userExpressions: Readonly<Record<string, string>>;
    }
  /**
   * Ends every cell that waits for a promise and clears its timers. Main answers "interrupted" with the same token;
   * when the answer does not come, main is in a synchronous loop, which the wire terminates.
   */
  | { readonly type: "interrupt"; readonly token: number }
  | { readonly type: "is-complete"; readonly requestId: string; readonly code: string }
  | { readonly type: "input-answer"; readonly inputId: string; readonly answer: InputAnswer }
  | CommMessage
  /** A front end that draws widgets is there. */
  | { readonly type: "draws-widgets" }
  /** Content of an inspect_reply for the question of the same id. */
  | { readonly type: "inspected"; readonly inspectId: string; readonly content: JsonObject }
  /** Leave now; the reply to the front end is out. */
  | { readonly type: "shutdown" };

/** The three messages of a comm, the same both ways. */
export type CommMessage =
  | {
      readonly type: "comm-open";
      readonly requestId: string;
      readonly commId: string;
      readonly target: string;
      readonly data: JsonObject;
      readonly metadata: JsonObject;
      readonly buffers: Uint8Array[];
    }
  | {
      readonly type: "comm-msg";
      readonly requestId: string;
      readonly commId: string;
      readonly data: JsonObject;
      readonly metadata: JsonObject;
      readonly buffers: Uint8Array[];
    }
  | {
      readonly type: "comm-close";
      readonly requestId: string;
      readonly commId: string;
      readonly data: JsonObject;
    };

export type ToWire =
  | {
      readonly type: "stream";
      readonly requestId: string;
      readonly name: "stdout" | "stderr";
      readonly text: string;
    }
  | {
      readonly type: "display";
      readonly requestId: string;
      readonly data: JsonObject;
      readonly metadata: JsonObject;
      readonly displayId?: string;
      readonly update?: boolean;
    }
  | {
      readonly type: "result";
      readonly requestId: string;
      readonly data: JsonObject;
      readonly metadata: JsonObject;
    }
  | { readonly type: "clear-output"; readonly requestId: string; readonly wait: boolean }
  /** One entry of the payload of the cell's execute_reply. */
  | { readonly type: "payload"; readonly requestId: string; readonly payload: JsonObject }
  /** A question to the user. With `reply` main stands still until the answer is in its port and `answered` is not 0. */
  | {
      readonly type: "input-request";
      readonly requestId: string;
      readonly inputId: string;
      readonly prompt: string;
      readonly password: boolean;
      readonly reply?: { readonly port: MessagePort; readonly answered: Int32Array };
    }
  /** The cell or comm message is done; the wire publishes the error, replies (execute) and publishes idle. */
  | {
      readonly type: "done";
      readonly requestId: string;
      readonly status: "ok" | "error";
      readonly error?: CellError;
      /** name -> its entry in the reply. */
      readonly userExpressions?: JsonObject;
    }
  | CommMessage
  /** A comm of a widget whose custom messages the wire answers by itself, from the compute workers. */
  | { readonly type: "data-path"; readonly commId: string; readonly kind: string; readonly params: unknown }
  /** What such a widget tells the wire's part of it. */
  | { readonly type: "data-path-told"; readonly commId: string; readonly told: unknown }
  /** One port a compute worker, so that the wire runs plans without main. */
  | { readonly type: "compute"; readonly ports: MessagePort[] }
  | { readonly type: "interrupted"; readonly token: number }
  | { readonly type: "is-complete"; readonly requestId: string; readonly content: JsonObject }
  /** Imports of the cells that follow resolve from this folder. */
  | { readonly type: "moved"; readonly folder: string }
  /** What the wire does with type errors from now on. */
  | { readonly type: "typecheck"; readonly mode: TypecheckMode }
  /** A breakpoint that prints was reached; or an expression of one failed. */
  | {
      readonly type: "debug-output";
      readonly breakpointId: number;
      readonly text: string;
      readonly isError: boolean;
    }
  /** Asks what TypeScript knows of a name: a cell said `name?`. */
  | { readonly type: "inspect"; readonly inspectId: string; readonly name: string; readonly detail: number }
  /** The process got SIGINT; the sigint worker says so. */
  | { readonly type: "sigint" };

/** What became of a question to the user: "nobody" could be asked, or the wait was interrupted. */
export type InputAnswer = { readonly text: string } | { readonly refused: "nobody" | "interrupted" };

export interface CellError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

export type JsonObject = Record<string, unknown>;
