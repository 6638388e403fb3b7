import { randomUUID } from "node:crypto";
import { types } from "node:util";
import { RonchiError } from "#core/errors.js";
import { widgetDisplayId, widgetModelId } from "../comm/shownWidgets.js";
import { currentWork, runAs } from "../interpreter/work.js";
import type { JsonObject } from "../wire/link.js";
import { displayMethod, type MimeBundle } from "./mimeBundle.js";
import { rendered } from "./rendered.js";

/** Outputs that can be replaced, as `display` gives them to a cell. */
export interface DisplayHandle {
  /**
   * Shows other values in the place of the ones that are shown, one for each, from wherever it is called: a later cell, a
   * timer, a loop. Resolves when they are shown. Rejects with RonchiError "invalid-argument" for another number of values,
   * and with what a value's own display method throws.
   */
  update(...values: readonly unknown[]): Promise<void>;
}

/** Sends a ready-made bundle to the output of the running work. */
export type ShowBundle = (
  data: MimeBundle,
  metadata: JsonObject,
  options: { displayId: string; update: boolean },
) => void;

/** Shows each value in an output of its own. */
export async function displayAll(values: readonly unknown[], show: ShowBundle): Promise<DisplayHandle> {
  const outputs = values.map(() => createOutput(show));
  await showEach(outputs, values);
  return quiet({
    update(...next) {
      if (next.length !== outputs.length) return Promise.reject(wrongCount(next.length, outputs.length));
      return quiet(showEach(outputs, next));
    },
  });
}

/** As the last value of a cell it shows nothing: what it stands for is shown already. */
export function quiet<T extends object>(value: T): T {
  return Object.defineProperty(value, displayMethod, { value: () => undefined });
}

type Output = (value: unknown) => Promise<void> | undefined;

/** Values that are ready at once are shown at once, in their order; only others are waited for. */
async function showEach(outputs: readonly Output[], values: readonly unknown[]): Promise<void> {
  for (const [i, output] of outputs.entries()) {
    const shown = output(values[i]);
    if (shown !== undefined) await shown;
  }
}

/** One output: the first value makes it, later ones replace it. Of values that render together the last one stays. */
function createOutput(show: ShowBundle): Output {
  const firstWork = currentWork();
  let displayId: string | undefined;
  let asked = 0;
  let shown = 0;
  const publish = (data: MimeBundle): void => {
    const update = displayId !== undefined;
    const id = displayId ?? newDisplayId(data);
    displayId = id;
    runAs(currentWork() ?? firstWork, () => show(data, {}, { displayId: id, update }));
  };
  return (value) => {
    const turn = ++asked;
    const put = (data: MimeBundle): void => {
      if (turn < shown) return;
      shown = turn;
      publish(data);
    };
    if (types.isPromise(value)) whenSettled(value, put);
    return rendered(value, put);
  };
}

/** What a promise becomes takes its place. The cell does not wait for it: it may be pending for ever. */
function whenSettled(promise: Promise<unknown>, put: (data: MimeBundle) => void): void {
  const settled = (value: unknown): unknown => rendered(value, put);
  promise.then(
    (value) => (value === undefined ? settled(promise) : settled(value)),
    (reason: unknown) => settled(reason instanceof Error ? reason : promise),
  );
}

/** A widget's own picture is replaced by its id, wherever it is shown. */
function newDisplayId(data: MimeBundle): string {
  const modelId = widgetModelId(data);
  return modelId === undefined ? randomUUID() : widgetDisplayId(modelId);
}

function wrongCount(found: number, expected: number): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: "update of a display",
    found: `${found} values`,
    expected: `${expected}, as many as were displayed`,
    remedy: "Give a value for each output, or display them one by one.",
  });
}
