import type { JsonObject } from "../wire/link.js";
import { kernelInfo } from "./kernelInfo.js";
import type { Handler, Handlers, Parts } from "./parts.js";

/** The requests of the shell channel. */
export function shellHandlers(parts: Parts): Handlers {
  const { history, cells, comms, language } = parts;
  return {
    kernel_info_request: answerWith(parts, kernelInfo),
    execute_request: (request) => cells.add(request),
    complete_request: answerLater(parts, (content) => language.complete(content)),
    inspect_request: answerLater(parts, (content) => language.inspect(content)),
    is_complete_request: forwardIsComplete(parts),
    history_request: answerWith(parts, (content) => history.answer(content)),
    comm_info_request: answerWith(parts, ({ target_name }) => comms.info(target_name)),
    comm_open: (request) => comms.openedByFrontEnd(request),
    comm_msg: (request) => comms.messageFromFrontEnd(request),
    comm_close: (request) => comms.closedByFrontEnd(request),
    shutdown_request: shutdown(parts),
  };
}

/** The requests of the control channel, which is never behind a cell. */
export function controlHandlers(parts: Parts): Handlers {
  return {
    kernel_info_request: answerWith(parts, kernelInfo),
    interrupt_request: (request) => {
      answerWith(parts, () => ({ status: "ok" }))(request);
      parts.interrupter.interrupt();
    },
    shutdown_request: shutdown(parts),
  };
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

function shutdown(parts: Parts): Handler {
  const answer = answerWith(parts, ({ restart }) => ({ status: "ok", restart: restart === true }));
  return (request) => {
    answer(request);
    parts.leave();
  };
}

/** Only main has the compiler. */
function forwardIsComplete({ activity, forwarded, toMain }: Parts): Handler {
  return (request) => {
    const requestId = request.header.msg_id;
    activity.begin(request);
    forwarded.set(requestId, request);
    toMain({ type: "is-complete", requestId, code: String(request.content.code ?? "") });
  };
}
