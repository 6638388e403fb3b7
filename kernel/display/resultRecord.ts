import { isCube, isSlice } from "./fieldTypes.js";
import { escapeHtml } from "./htmlTable.js";
import type { MimeBundle } from "./mimeBundle.js";
import { isPlainObject } from "./narrowed.js";
import { plainText } from "./plainText.js";
import { isNumericArray, isShapedArray } from "./typedArrays.js";

const pictured = 12;
const named = 50;

/** The results of a run by name, or a list of images: plain objects and arrays that hold what has a picture or axes. */
export function isResultRecord(value: object): boolean {
  if (!Array.isArray(value) && !isPlainObject(value)) return false;
  return firstKeys(value).some((key) => isField(value[key as keyof typeof value])) || isState(value);
}

function isField(value: unknown): boolean {
  return isSlice(value) || isCube(value) || isShapedArray(value) || isNumericArray(value);
}

/** A state of a run that goes on: what it holds is one level below. */
function isState(value: object): boolean {
  const { results } = value as { results?: unknown };
  return typeof results === "object" && results !== null && isPlainObject(results) && isResultRecord(results);
}

/** Of an array of millions no more than is named. */
function firstKeys(value: object): string[] {
  return Object.keys(Array.isArray(value) ? value.slice(0, named) : value).slice(0, named);
}

/** A line for each part, and their pictures in a row. `describe` gives the bundle of a part. */
export function describeRecord(record: object, describe: (part: unknown) => MimeBundle): MimeBundle {
  const names = firstKeys(record);
  const parts = names.map((name) => ({
    name,
    ...described(record[name as keyof typeof record], describe),
  }));
  const left = (Array.isArray(record) ? record : Object.keys(record)).length - names.length;
  const lines = parts.map(({ name, text }) => `  ${Array.isArray(record) ? "" : `${name}: `}${text}`);
  const more = left > 0 ? [`  … ${left} more`] : [];
  const [open, close] = Array.isArray(record) ? "[]" : "{}";
  const text = [open, ...lines, ...more, close].join("\n");
  const figures = parts.flatMap(({ name, png }) => (png === undefined ? [] : [figure(name, png)]));
  if (figures.length === 0) return { "text/plain": text };
  return { "text/plain": text, "text/html": inARow(figures.slice(0, pictured)) + htmlText(text) };
}

interface Described {
  readonly text: string;
  /** Base64. */
  readonly png: string | undefined;
}

function described(part: unknown, describe: (part: unknown) => MimeBundle): Described {
  const isShown = isField(part) || (typeof part === "object" && part !== null && isResultRecord(part));
  const { "text/plain": text, "image/png": png } = isShown
    ? describe(part)
    : { "text/plain": shortText(part) };
  return { text: String(text).replaceAll("\n", "\n  "), png: typeof png === "string" ? png : undefined };
}

function shortText(value: unknown): string {
  return plainText(value, { depth: 1, maxArrayLength: 8 });
}

function figure(name: string, png: string): string {
  return `<img alt="${escapeHtml(name)}" src="data:image/png;base64,${png}" style="margin: 4px">`;
}

function inARow(figures: readonly string[]): string {
  return `<div>${figures.join("")}</div>`;
}

function htmlText(text: string): string {
  return `<pre>${escapeHtml(text)}</pre>`;
}
