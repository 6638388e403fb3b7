import type { TranslationBundle } from "@jupyterlab/translation";
import type { ShownWidget } from "./shownWidget.js";

/** The last picture of a widget, labelled as one, for as long as the widget itself can't be shown. */
export function snapshotElement(shown: ShownWidget, trans: TranslationBundle): HTMLElement {
  const figure = document.createElement("figure");
  figure.className = "jp-RonchiSnapshot";
  figure.append(ribbon(shown, trans));
  if (shown.picture !== undefined) figure.append(image(shown.picture, trans));
  if (shown.caption !== "") figure.append(codeLine(shown.caption));
  return figure;
}

function ribbon(shown: ShownWidget, trans: TranslationBundle): HTMLElement {
  const element = document.createElement("div");
  element.className = "jp-RonchiSnapshot-ribbon";
  element.setAttribute("role", "status");
  element.textContent = ribbonText(shown, trans);
  element.title = trans.__("Run the cell again to get the widget back.");
  return element;
}

function ribbonText(shown: ShownWidget, trans: TranslationBundle): string {
  if (shown.picture === undefined)
    return trans.__("Kernel not connected, and no picture was kept: run the cell again");
  if (shown.time === undefined) return trans.__("Snapshot · kernel not connected");
  return trans.__("Snapshot of %1 · kernel not connected", formatTime(shown.time));
}

/** The time of day; with the date unless it is today's. */
function formatTime(time: Date): string {
  const clock = time.toTimeString().slice(0, 8);
  if (time.toDateString() === new Date().toDateString()) return clock;
  const day = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map((n) =>
    String(n).padStart(2, "0"),
  );
  return `${day.join("-")} ${clock}`;
}

function image(picture: string, trans: TranslationBundle): HTMLElement {
  const element = document.createElement("img");
  element.src = `data:image/png;base64,${picture}`;
  element.alt = trans.__("Last picture of the widget");
  return element;
}

function codeLine(caption: string): HTMLElement {
  const element = document.createElement("figcaption");
  const code = document.createElement("code");
  code.textContent = caption;
  element.append(code);
  return element;
}
