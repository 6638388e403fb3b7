import { RonchiError } from "#core/errors.js";
import { Content, image } from "../display/markup.js";
import { displayMethod, type MimeBundle, toMimeBundle } from "../display/mimeBundle.js";
import type { Shower } from "../display/shower.js";
import { currentRequestId } from "../interpreter/work.js";
import type { JsonObject, ToWire } from "../wire/link.js";
import { type DenoFiles, denoFiles } from "./denoFiles.js";
import { type DenoProcess, denoProcess } from "./denoProcess.js";

/** Options of `Deno.jupyter.display`. */
export interface DenoDisplayOptions {
  /** The value is a mime bundle. */
  readonly raw?: boolean;
  readonly display_id?: string;
  /** Replaces what was displayed under the same id. */
  readonly update?: boolean;
}

type Template = (strings: TemplateStringsArray, ...values: unknown[]) => Content;

/** Beside the content of a message. */
export interface DenoBroadcastExtra {
  readonly metadata?: JsonObject;
  readonly buffers?: readonly (ArrayBuffer | Uint8Array)[];
}

/** What a cell sees as `Deno`, so that notebooks written for Deno's kernel run here. */
export interface DenoNamespace extends DenoFiles, DenoProcess {
  readonly jupyter: {
    readonly $display: typeof displayMethod;
    display(value: unknown, options?: DenoDisplayOptions): Promise<void>;
    format(value: unknown): Promise<MimeBundle | undefined>;
    /** Publishes a message: display_data, update_display_data, stream, clear_output, comm_open, comm_msg or comm_close. */
    broadcast(type: string, content: JsonObject, extra?: DenoBroadcastExtra): Promise<void>;
    readonly html: Template;
    readonly md: Template;
    readonly svg: Template;
    /** A PNG, JPEG, GIF or WebP: its path or its bytes. */
    image(source: string | Uint8Array): Content;
  };
}

/** @throws RonchiError "unsupported" (on use) for the parts of Deno that have nothing to do with a notebook */
export function createDeno(shower: Shower, post: (message: ToWire) => void): DenoNamespace {
  const show = (data: MimeBundle, { display_id, update = false }: DenoDisplayOptions) =>
    shower.bundle(data, {}, display_id === undefined ? {} : { displayId: display_id, update });
  const jupyter: DenoNamespace["jupyter"] = {
    $display: displayMethod,
    async display(value, options = {}) {
      const data = options.raw ? (value as MimeBundle) : await toMimeBundle(value);
      if (data !== undefined) show(data, options);
    },
    format: async (value) => toMimeBundle(value),
    async broadcast(type, content, extra = {}) {
      post(broadcastMessage(type, content, extra));
    },
    html: template("text/html"),
    md: template("text/markdown"),
    svg: template("image/svg+xml"),
    image,
  };
  return new Proxy({ jupyter, ...denoFiles, ...denoProcess }, { get: denoMember });
}

/** Values stand as they are: Deno's own templates escape nothing. */
function template(mimeType: string): Template {
  return (strings, ...values) => new Content(mimeType, String.raw({ raw: strings.map(String) }, ...values));
}

/** The message to the wire for a message of the Jupyter protocol. */
function broadcastMessage(type: string, content: JsonObject, extra: DenoBroadcastExtra): ToWire {
  const requestId = currentRequestId();
  const {
    data = {},
    metadata = extra.metadata ?? {},
    transient = {},
  } = content as Record<string, JsonObject>;
  if (type === "stream") {
    const name = content.name === "stderr" ? "stderr" : "stdout";
    return { type, requestId, name, text: String(content.text) };
  }
  if (type === "clear_output") return { type: "clear-output", requestId, wait: content.wait === true };
  if (type === "display_data" || type === "update_display_data") {
    const id = transient.display_id === undefined ? {} : { displayId: String(transient.display_id) };
    return { type: "display", requestId, data, metadata, update: type === "update_display_data", ...id };
  }
  const commId = String(content.comm_id);
  const buffers = (extra.buffers ?? []).map((buffer) => new Uint8Array(buffer));
  if (type === "comm_open") {
    const target = String(content.target_name);
    return { type: "comm-open", requestId, commId, target, data, metadata, buffers };
  }
  if (type === "comm_msg") return { type: "comm-msg", requestId, commId, data, metadata, buffers };
  if (type === "comm_close") return { type: "comm-close", requestId, commId, data };
  throw unsupported(`Deno.jupyter.broadcast("${type}")`, "a message of outputs or comms");
}

function denoMember(namespace: DenoNamespace, name: string | symbol): unknown {
  if (name in namespace) return namespace[name as keyof DenoNamespace];
  if (typeof name === "symbol") return undefined;
  throw unsupported(`Deno.${name}`, `one of Deno.${Object.keys(namespace).join(", ")}`);
}

function unsupported(found: string, expected: string): RonchiError {
  return new RonchiError({
    code: "unsupported",
    subject: "Deno in a cell",
    found,
    expected,
    remedy: "This kernel runs on Node: use a module of Node such as `node:fs/promises`.",
  });
}
