import { readFileSync } from "node:fs";
import { bundleOf } from "./bundleOf.js";
import { escapeHtml } from "./htmlTable.js";
import { imageType } from "./imageType.js";
import { displayMethod, type MimeBundle } from "./mimeBundle.js";

/** Content that a notebook draws, and not text. Its source is what `String(content)` gives. */
export class Content {
  /** "text/html", "image/png". */
  readonly mimeType: string;
  /** Text, or the bytes of a picture's file. */
  readonly source: string | Uint8Array;

  constructor(mimeType: string, source: string | Uint8Array) {
    this.mimeType = mimeType;
    this.source = source;
  }

  /** The source; of bytes only their type and number. */
  toString(): string {
    return typeof this.source === "string"
      ? this.source
      : `${this.mimeType}, ${this.source.byteLength} bytes`;
  }

  [displayMethod](): MimeBundle {
    return bundleOf(this.mimeType, this.source);
  }
}

/** A function of the whole text, which is taken as it is, and a template tag. */
export interface Markup {
  (text: string): Content;
  (strings: TemplateStringsArray, ...values: readonly unknown[]): Content;
}

/**
 * HTML to show, as `html("<b>text</b>")` or as a template, html`<b>${name}</b>`: there the values are escaped,
 * other `html` and `svg` content and arrays of it are not.
 */
export const html: Markup = markup("text/html", escaped);

/** An SVG drawing to show; values in a template as in {@link html}. */
export const svg: Markup = markup("image/svg+xml", escaped);

/** Markdown to show, formulas between $ included: a backslash in a template stays one. */
export const markdown: Markup = markup("text/markdown", String, (strings) => strings.raw);

/**
 * A picture in a file, or in bytes, to show: PNG, JPEG, GIF or WebP. Bytes alone are shown as numbers, unless they are a PNG.
 * @throws RonchiError "invalid-argument" when its first bytes are those of no such picture
 */
export function image(source: string | URL | Uint8Array): Content {
  const bytes = source instanceof Uint8Array ? source : readFileSync(source);
  return new Content(imageType(bytes), bytes);
}

function markup(
  mimeType: string,
  insert: (value: unknown) => string,
  read: (strings: TemplateStringsArray) => readonly string[] = (strings) => strings,
): Markup {
  return (text: string | TemplateStringsArray, ...values: readonly unknown[]) => {
    const source = typeof text === "string" ? text : String.raw({ raw: read(text) }, ...values.map(insert));
    return new Content(mimeType, source);
  };
}

function escaped(value: unknown): string {
  if (Array.isArray(value)) return value.map(escaped).join("");
  return value instanceof Content ? String(value) : escapeHtml(String(value));
}
