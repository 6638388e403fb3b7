import { RonchiError } from "#core/errors.js";
import { Content, image } from "../display/markup.js";
import { displayMethod, type MimeBundle, toMimeBundle } from "../display/mimeBundle.js";
import type { Shower } from "../display/shower.js";
import type { JsonObject } from "../wire/link.js";

/** Options of `Deno.jupyter.display`. */
export interface DenoDisplayOptions {
  /** The value is a mime bundle. */
  readonly raw?: boolean;
  readonly display_id?: string;
  /** Replaces what was displayed under the same id. */
  readonly update?: boolean;
}

type Template = (strings: TemplateStringsArray, ...values: unknown[]) => Content;

/** What a cell sees as `Deno`: `Deno.jupyter`, so that notebooks written for Deno's kernel run here. */
export interface DenoNamespace {
  readonly jupyter: {
    readonly $display: typeof displayMethod;
    display(value: unknown, options?: DenoDisplayOptions): Promise<void>;
    format(value: unknown): Promise<MimeBundle | undefined>;
    /** Sends a display message: "display_data" or "update_display_data". */
    broadcast(type: string, content: JsonObject): Promise<void>;
    readonly html: Template;
    readonly md: Template;
    readonly svg: Template;
    /** A PNG, JPEG, GIF or WebP: its path or its bytes. */
    image(source: string | Uint8Array): Content;
  };
}

/** @throws RonchiError "unsupported" (on use) for the parts of Deno that have nothing to do with a notebook */
export function createDeno(shower: Shower): DenoNamespace {
  const show = (data: MimeBundle, { display_id, update = false }: DenoDisplayOptions) =>
    shower.bundle(data, {}, display_id === undefined ? {} : { displayId: display_id, update });
  const jupyter: DenoNamespace["jupyter"] = {
    $display: displayMethod,
    async display(value, options = {}) {
      const data = options.raw ? (value as MimeBundle) : await toMimeBundle(value);
      if (data !== undefined) show(data, options);
    },
    format: async (value) => toMimeBundle(value),
    async broadcast(type, content) {
      show(content.data as MimeBundle, broadcastOptions(type, content));
    },
    html: template("text/html"),
    md: template("text/markdown"),
    svg: template("image/svg+xml"),
    image,
  };
  return new Proxy({ jupyter }, { get: denoMember });
}

/** Values stand as they are: Deno's own templates escape nothing. */
function template(mimeType: string): Template {
  return (strings, ...values) => new Content(mimeType, String.raw({ raw: strings.map(String) }, ...values));
}

function broadcastOptions(type: string, content: JsonObject): DenoDisplayOptions {
  if (type !== "display_data" && type !== "update_display_data")
    throw unsupported(`Deno.jupyter.broadcast("${type}")`, `"display_data" or "update_display_data"`);
  const { display_id } = (content.transient ?? {}) as { display_id?: string };
  return display_id === undefined ? {} : { display_id, update: type === "update_display_data" };
}

function denoMember(namespace: Pick<DenoNamespace, "jupyter">, name: string | symbol): unknown {
  if (name === "jupyter") return namespace.jupyter;
  if (typeof name === "symbol") return undefined;
  throw unsupported(`Deno.${name}`, "Deno.jupyter");
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
