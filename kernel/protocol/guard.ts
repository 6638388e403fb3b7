import type { CellError } from "../wire/link.js";
import type { MainMessage } from "./fromMain.js";
import type { Handler, Parts } from "./parts.js";
import type { Request } from "./session.js";

/** Tells whoever started the kernel. */
type Log = (text: string) => void;

/**
 * Calls handlers of front end messages so that a mistake of the kernel in one of them ends neither the process nor the
 * wait for an answer: it is logged, requests get a reply of status "error", and the kernel becomes idle again.
 */
export function guardRequests(parts: Parts, log: Log): (handler: Handler, request: Request) => Promise<void> {
  return async (handler, request) => {
    try {
      await handler(request);
    } catch (thrown) {
      log(`The kernel failed at ${request.header.msg_type} on ${request.channel}: ${stackOf(thrown)}`);
      refuse(parts, request, errorOf(thrown));
    }
  };
}

/** The same for what the main thread says: what user code shows or sends may be nothing that JSON can hold. */
export function guardMainMessages(
  { outputs }: Parts,
  log: Log,
  handle: (message: MainMessage) => void | Promise<void>,
): (message: MainMessage) => void {
  const failed = (message: MainMessage, thrown: unknown): void => {
    log(`The kernel failed at "${message.type}" of the main thread: ${stackOf(thrown)}`);
    if (!("requestId" in message)) return;
    const text = `This could not be sent to the front end (${message.type}): ${errorOf(thrown).evalue}\n`;
    outputs.publish({ type: "stream", requestId: message.requestId, name: "stderr", text });
  };
  return (message) => {
    try {
      handle(message)?.catch((thrown: unknown) => failed(message, thrown));
    } catch (thrown) {
      failed(message, thrown);
    }
  };
}

function refuse({ session, activity, cells }: Parts, request: Request, error: CellError): void {
  const { msg_id: id, msg_type: type } = request.header;
  const queue = cells.running(id);
  if (queue !== undefined) queue.finish(id, { status: "error", error });
  else if (type.endsWith("_request")) session.reply(request, { status: "error", ...error });
  // Front ends wait for idle also where there is no reply, and the failure may have come before busy.
  if (!activity.end(id) && queue === undefined) activity.around(request, () => {});
}

/** An error of the kernel itself as the reply to a request has it. */
export function errorOf(thrown: unknown): CellError {
  const { name, message } = thrown instanceof Error ? thrown : { name: "Error", message: String(thrown) };
  return { ename: name, evalue: message, traceback: stackOf(thrown).split("\n") };
}

/** What was thrown, with its stack where it has one. */
export function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
