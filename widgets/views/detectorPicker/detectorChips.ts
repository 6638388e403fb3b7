import { cssColour, detectorColours } from "#widgets/draw/detectorColours.js";
import { type Detectors, longestName } from "#widgets/models/namedDetectors.js";
import { html } from "../parts/dom.js";
import { buttonRow, iconButton } from "../parts/toolbar.js";

/** What a hand can ask of the list of detectors. */
export interface ListActions {
  select(name: string): void;
  add(): void;
  duplicate(): void;
  rename(name: string): void;
  remove(): void;
  /** The selected disk or ring is cut into four sectors, or into three rings. */
  cut(into: "quadrants" | "rings"): void;
}

/** The detectors of a picker, one chip each, in the colours of their marks. */
export interface DetectorChips {
  readonly element: HTMLElement;
  show(detectors: Detectors): void;
  setDisabled(disabled: boolean): void;
  /** Lets the name of the selected one be typed. */
  editName(): void;
}

/** Chips, one stop for Tab and arrows inside: a press selects, F2 or a double click renames, Delete removes. */
export function detectorChips(actions: ListActions): DetectorChips {
  const list = html("div", { class: "ronchi-Chips", role: "radiogroup", "aria-label": "Detectors" });
  const buttons = listButtons(actions, () => editName());
  let shown: Detectors | undefined;
  let key = "";
  let disabled = false;

  function show(detectors: Detectors): void {
    const names = detectors.detectors.map(({ name }) => name);
    const wanted = JSON.stringify([names, detectors.selected, detectors.composite]);
    shown = detectors;
    if (key === wanted) return;
    key = wanted;
    const hadFocus = list.contains(document.activeElement);
    const colours = detectorColours(detectors.detectors, detectors.composite).map(cssColour);
    list.replaceChildren(...names.map((name, i) => chip(name, colours[i]!, name === detectors.selected)));
    setDisabled(disabled);
    if (hadFocus) chosen()?.focus();
  }

  function chip(name: string, colour: string, isSelected: boolean): HTMLButtonElement {
    const element = html(
      "button",
      {
        class: "ronchi-Button ronchi-Chip",
        type: "button",
        role: "radio",
        title: `Detector ${name} (F2: rename, Delete: remove)`,
        "aria-label": name,
        "aria-checked": String(isSelected),
        tabindex: isSelected ? "0" : "-1",
      },
      html("span", { class: "ronchi-Chip-mark", style: `--ronchi-mark: ${colour}` }),
      name,
    );
    element.addEventListener("click", () => actions.select(name));
    element.addEventListener("dblclick", () => editName());
    return element;
  }

  const chosen = () => list.querySelector<HTMLButtonElement>('[aria-checked="true"]');

  function editName(): void {
    const element = chosen();
    if (element === null || shown === undefined || disabled) return;
    const input = html("input", {
      class: "ronchi-Chip-input",
      maxlength: String(longestName),
      "aria-label": "Name of the detector",
      value: shown.selected,
    });
    const end = (name: string | undefined) => {
      input.removeEventListener("blur", keep);
      input.replaceWith(element);
      element.focus();
      if (name !== undefined) actions.rename(name.trim());
    };
    const keep = () => end(input.value);
    input.addEventListener("blur", keep);
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") keep();
      else if (event.key === "Escape") end(undefined);
    });
    element.replaceWith(input);
    input.focus();
    input.select();
  }

  function setDisabled(off: boolean): void {
    disabled = off;
    const chips = [...list.querySelectorAll("button")];
    for (const button of [...chips, ...buttons]) button.disabled = disabled;
  }

  list.addEventListener("keydown", (event) => {
    if (!(event.target instanceof HTMLButtonElement) || shown === undefined) return;
    if (!actOnKey(event, shown, actions, editName)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  const element = html(
    "div",
    { class: "ronchi-Detectors", role: "group", "aria-label": "List of detectors" },
    list,
    buttonRow("Change the list of detectors", buttons),
  );
  return { element, show, setDisabled, editName };
}

/** Whether a key on a chip was one of the list's. */
function actOnKey(event: KeyboardEvent, shown: Detectors, actions: ListActions, rename: () => void): boolean {
  const names = shown.detectors.map(({ name }) => name);
  const at = names.indexOf(shown.selected);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step !== undefined) actions.select(names[(at + step + names.length) % names.length]!);
  else if (event.key === "F2") rename();
  else if (event.key === "Delete") actions.remove();
  else return false;
  return true;
}

function listButtons(actions: ListActions, rename: () => void): HTMLButtonElement[] {
  return [
    iconButton({ label: "One more detector (P)", icon: "add", onPress: () => actions.add() }),
    iconButton({ label: "Duplicate the detector (C)", icon: "copy", onPress: () => actions.duplicate() }),
    iconButton({ label: "Rename the detector (F2)", icon: "rename", onPress: rename }),
    iconButton({
      label: "Remove the detector (Delete on its chip)",
      icon: "remove",
      onPress: () => actions.remove(),
    }),
    iconButton({
      label: "Cut the disk or ring into quadrants, for differential phase contrast",
      icon: "quadrants",
      onPress: () => actions.cut("quadrants"),
    }),
    iconButton({
      label: "Cut the disk or ring into three rings",
      icon: "rings",
      onPress: () => actions.cut("rings"),
    }),
  ];
}
