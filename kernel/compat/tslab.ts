import { randomUUID } from "node:crypto";
import { version } from "#core/version.js";
import type { Shower } from "../display/shower.js";

/** Shows ready-made content in the output of the running cell. */
export interface TslabDisplay {
  javascript(text: string): void;
  html(text: string): void;
  markdown(text: string): void;
  latex(text: string): void;
  svg(text: string): void;
  png(bytes: Uint8Array): void;
  jpeg(bytes: Uint8Array): void;
  gif(bytes: Uint8Array): void;
  pdf(bytes: Uint8Array): void;
  text(text: string): void;
  /** `contentType` is a mime type. */
  raw(contentType: string, content: string | Uint8Array): void;
}

/** What `import * as tslab from "tslab"` gives, so that notebooks written for tslab run here. */
export interface TslabModule {
  readonly display: TslabDisplay;
  /** A display whose outputs replace each other. */
  newDisplay(): TslabDisplay;
  readonly versions: { readonly tslab: string; readonly typescript: string; readonly node: string };
}

type Show = (mimeType: string, content: string | Uint8Array) => void;

export function createTslab(shower: Shower, typescript: string): TslabModule {
  return {
    display: createDisplay((mimeType, content) => shower.bundle(bundleOf(mimeType, content), {})),
    newDisplay() {
      const displayId = randomUUID();
      let update = false;
      return createDisplay((mimeType, content) => {
        shower.bundle(bundleOf(mimeType, content), {}, { displayId, update });
        update = true;
      });
    },
    versions: { tslab: `ronchi ${version}`, typescript, node: process.version },
  };
}

function createDisplay(show: Show): TslabDisplay {
  const as = (mimeType: string) => (content: string | Uint8Array) => show(mimeType, content);
  return {
    javascript: as("text/javascript"),
    html: as("text/html"),
    markdown: as("text/markdown"),
    latex: as("text/latex"),
    svg: as("image/svg+xml"),
    png: as("image/png"),
    jpeg: as("image/jpeg"),
    gif: as("image/gif"),
    pdf: as("application/pdf"),
    text: as("text/plain"),
    raw: show,
  };
}

/** A front end that knows no richer type falls back to text/plain. */
export function bundleOf(mimeType: string, content: string | Uint8Array): Record<string, string> {
  const encoded = typeof content === "string" ? content : Buffer.from(content).toString("base64");
  const described = typeof content === "string" ? content : `${mimeType}, ${content.byteLength} bytes`;
  return { "text/plain": described, [mimeType]: encoded };
}
