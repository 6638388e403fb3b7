import { answerDebugRequests } from "../debugger/requests.js";
import type { JsonObject } from "../wire/link.js";
import { answerHistory } from "./history.js";
import { kernelInfo } from "./kernelInfo.js";
import type { Handler, Handlers, Parts } from "./parts.js";
import { createUsage } from "./usage.js";

/** The requests of the shell channel. */
export function shellHandlers(parts: Parts): Handlers {
  const { history, comms, language } = parts;
  return {
    kernel_info_request: answerWith(parts, kernelInfo),
    execute_request: execute(parts),
    complete_request: answerLater(parts, (content) => language.complete(content)),
    inspect_request: answerLater(parts, (content) => language.inspect(content)),
    is_complete_request: isComplete(parts),
    history_request: answerLater(parts, (content) => answerHistory(history, content)),
    comm_info_request: answerWith(parts, ({ target_name }) => comms.info(target_name)),
    comm_open: (request) => comms.openedByFrontEnd(request),
    comm_msg: (request) => comms.messageFromFrontEnd(request),
    comm_close: (request) => comms.closedByFrontEnd(request),
    shutdown_request: shutdown(parts),
  };
}

/** The requests of the control channel, which is never behind a cell. */
export function controlHandlers(parts: Parts): Handlers {
  const { cells } = parts;
  return {
    kernel_info_request: answerWith(parts, kernelInfo),
    interrupt_request: (request) => {
      answerWith(parts, () => ({ status: "ok" }))(request);
      parts.interrupter.interrupt();
    },
    shutdown_request: shutdown(parts),
    create_subshell_request: answerWith(parts, () => ({ status: "ok", subshell_id: cells.create() })),
    delete_subshell_request: answerWith(parts, ({ subshell_id: id }) =>
      cells.delete(String(id)) ? { status: "ok" } : noSubshell(id),
    ),
    list_subshell_request: answerWith(parts, () => ({ status: "ok", subshell_id: cells.ids() })),
    usage_request: answerWith(parts, createUsage()),
    debug_request: debugRequest(parts),
  };
}

/** What the front end says on the stdin channel. */
export function stdinHandlers({ stdin }: Parts): Handlers {
  return { input_reply: (reply) => stdin.receive(reply) };
}

function answerWith({ activity, session }: Parts, content: (request: JsonObject) => JsonObject): Handler {
  return (request) => activity.around(request, () => session.reply(request, content(request.content)));
}

function answerLater(
  { activity, session }: Parts,
  content: (request: JsonObject) => Promise<JsonObject>,
): Handler {
  return async (request) => {
    activity.begin(request);
    session.reply(request, await content(request.content));
    activity.end(request.header.msg_id);
  };
}

function execute(parts: Parts): Handler {
  return (request) => {
    const queue = parts.cells.of(request);
    if (queue !== undefined) queue.add(request);
    else answerWith(parts, () => noSubshell(request.header.subshell_id))(request);
  };
}

function noSubshell(id: unknown): JsonObject {
  const evalue = `there is no subshell ${JSON.stringify(id)}`;
  return { status: "error", ename: "UnknownSubshell", evalue, traceback: [] };
}

/** Events that follow, also long after it was answered, have the last such request as parent. */
function debugRequest(parts: Parts): Handler {
  const answer = answerLater(parts, answerDebugRequests(parts.debug));
  return (request) => {
    parts.debugParent.header = request.header;
    return answer(request);
  };
}

function shutdown(parts: Parts): Handler {
  const answer = answerWith(parts, ({ restart }) => ({ status: "ok", restart: restart === true }));
  return (request) => {
    answer(request);
    parts.leave();
  };
}

/** Main has the compiler from the start, the language worker has it also while a cell keeps main busy. */
function isComplete(parts: Parts): Handler {
  const { activity, forwarded, toMain, cells, language } = parts;
  const answerBeside = answerLater(parts, (content) => language.isComplete(content));
  return (request) => {
    if (cells.isBusy) return answerBeside(request);
    const requestId = request.header.msg_id;
    activity.begin(request);
    forwarded.set(requestId, request);
    toMain({ type: "is-complete", requestId, code: String(request.content.code ?? "") });
  };
}
