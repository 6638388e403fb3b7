import type { MainThreadDebugger } from "../debugger/debugger.js";
import type { ToMain } from "../wire/link.js";
import type { Header } from "../wire/message.js";
import type { Activity } from "./activity.js";
import type { CommRouter } from "./commRouter.js";
import type { HistoryStore } from "./history.js";
import type { Interrupter } from "./interrupter.js";
import type { Language } from "./language.js";
import type { Outputs } from "./outputs.js";
import type { RequestLog } from "./requestLog.js";
import type { Request, Session } from "./session.js";
import type { Stdin } from "./stdin.js";
import type { Subshells } from "./subshells.js";
import type { Typecheck } from "./typecheck.js";

/** The pieces of the protocol that the handlers work with; joined in server.ts. */
export interface Parts {
  readonly session: Session;
  readonly activity: Activity;
  readonly outputs: Outputs;
  readonly requests: RequestLog;
  readonly history: HistoryStore;
  readonly cells: Subshells;
  readonly comms: CommRouter;
  readonly interrupter: Interrupter;
  readonly language: Language;
  readonly stdin: Stdin;
  readonly typecheck: Typecheck;
  readonly debug: MainThreadDebugger;
  /** Header of the last request to the debugger. */
  readonly debugParent: { header: Header | undefined };
  /** Requests that main answers, by msg_id, until it does. */
  readonly forwarded: Map<string, Request>;
  toMain(message: ToMain): void;
  /** Closes the sockets and ends the process. */
  leave(): void;
}

/** Does what a request asks, replies, and publishes busy and idle around it. */
export type Handler = (request: Request) => void | Promise<void>;
/** msg_type -> handler. */
export type Handlers = Readonly<Record<string, Handler>>;
