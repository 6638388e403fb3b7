import { viewMimeType } from "../../widgets/models/detectorPickerState.js";

/** What the output of a cell says about the widget it shows. */
export interface ShownWidget {
  readonly modelId: string;
  /** The line of code that reproduces the picture; may be empty. */
  readonly caption: string;
  /** When the picture was taken; undefined when the output does not say. */
  readonly time: Date | undefined;
  /** PNG, base64; undefined when the cell was left before the first picture. */
  readonly picture: string | undefined;
}

/**
 * Reads a MIME bundle. Everything in it may come from a stranger's notebook, and what is not as it should be is
 * treated as missing.
 */
export function readShownWidget(bundle: { readonly [mime: string]: unknown }): ShownWidget {
  const view = isRecord(bundle[viewMimeType]) ? bundle[viewMimeType] : {};
  const picture = bundle["image/png"];
  return {
    modelId: text(view.model_id),
    caption: text(view.caption),
    time: readTime(view.time),
    picture: isBase64(picture) ? picture.replace(/\s/g, "") : undefined,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isBase64(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(value);
}

function readTime(value: unknown): Date | undefined {
  const time = new Date(text(value));
  return Number.isNaN(time.getTime()) ? undefined : time;
}
