import { RonchiError } from "#core/errors.js";
import { asBytes } from "../traits/bytes.js";

type Json = Record<string, unknown>;

/** What a command gives back to the module that has called it: JSON, with binary parts beside it. */
export interface CommandResponse {
  readonly response: unknown;
  readonly buffers?: readonly ArrayBufferView[];
}

/** What a module of the page may call by its name, with JSON and binary parts. */
export type Command = (
  message: never,
  buffers: readonly Uint8Array[],
) => CommandResponse | Promise<CommandResponse>;

/** As much of a widget as its commands need. */
interface Commanded {
  onCustom(listener: (content: Json, buffers: Uint8Array[]) => void): () => void;
  send(content: Json, buffers: Uint8Array[]): void;
}

/**
 * Answers `experimental.invoke(name, message, { buffers })` of an anywidget module. Where the command fails nothing is
 * answered, as in anywidget: the module's call ends by its own timeout.
 */
export function answerCommands(widget: Commanded, commands: ReadonlyMap<string, Command>): void {
  widget.onCustom(({ kind, id, name, msg }, buffers) => {
    if (kind !== "anywidget-command") return;
    const command = commands.get(String(name));
    if (command === undefined) throw unknownCommand(String(name), [...commands.keys()]);
    const answer = ({ response, buffers: parts = [] }: CommandResponse): void =>
      widget.send({ id, kind: "anywidget-command-response", response }, parts.map(bytesOf));
    const answered = command(msg as never, buffers);
    if (answered instanceof Promise) return void answered.then(answer);
    answer(answered);
  });
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return asBytes(view) ?? new Uint8Array(0);
}

function unknownCommand(found: string, known: readonly string[]): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: "command of an AnyWidget",
    found: JSON.stringify(found),
    expected: known.length === 0 ? "no command: none is defined" : known.join(", "),
    remedy: `Define it: widget.command(${JSON.stringify(found)}, (message) => …).`,
  });
}
