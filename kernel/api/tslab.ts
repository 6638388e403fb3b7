/** What `import * as tslab from "tslab"` gives a cell, so that notebooks written for tslab run here. */
import { randomUUID } from "node:crypto";
import ts from "typescript";
import { version } from "#core/version.js";
import { bundleOf } from "../display/bundleOf.js";
import { requiredSession, type Session } from "../session/session.js";

/** Shows ready-made content in the output of the running cell. */
export interface Display {
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

export const display: Display = createDisplay((mimeType, content) => show(bundleOf(mimeType, content), {}));

/** A display whose outputs replace each other. */
export function newDisplay(): Display {
  const displayId = randomUUID();
  let update = false;
  return createDisplay((mimeType, content) => {
    show(bundleOf(mimeType, content), {}, { displayId, update });
    update = true;
  });
}

export const versions: { readonly tslab: string; readonly typescript: string; readonly node: string } = {
  tslab: `ronchi ${version}`,
  typescript: ts.version,
  node: process.version,
};

function createDisplay(showAs: (mimeType: string, content: string | Uint8Array) => void): Display {
  const as = (mimeType: string) => (content: string | Uint8Array) => showAs(mimeType, content);
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
    raw: showAs,
  };
}

function show(...parts: Parameters<Session["show"]>): void {
  requiredSession("tslab.display").show(...parts);
}
