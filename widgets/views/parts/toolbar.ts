import { html, setAttributes } from "./dom.js";
import { type IconName, icon } from "./icons.js";

/** What stands on a button. */
type ButtonFace = { readonly icon: IconName } | { readonly text: string };

export type ButtonOptions = ButtonFace & {
  /** What it does: accessible name and tooltip. */
  readonly label: string;
  readonly onPress: () => void;
};

/** A quiet button with an icon or a word. */
export function iconButton(options: ButtonOptions): HTMLButtonElement {
  const button = html(
    "button",
    { class: "ronchi-Button", type: "button", title: options.label, "aria-label": options.label },
    "icon" in options ? icon(options.icon) : options.text,
  );
  button.addEventListener("click", options.onPress);
  return button;
}

export type PressOptions = ButtonFace & {
  /** What it switches on: accessible name and tooltip. */
  readonly label: string;
  readonly onPress: (on: boolean) => void;
};

/** A button that is on or off. */
export interface PressButton {
  readonly element: HTMLButtonElement;
  show(on: boolean): void;
}

/** A quiet button that stays pressed. It shows what it is told, not what was asked of it. */
export function pressButton(options: PressOptions): PressButton {
  let on = false;
  const element = iconButton({ ...options, onPress: () => options.onPress(!on) });
  const show = (pressed: boolean) => {
    on = pressed;
    setAttributes(element, { "aria-pressed": String(on) });
  };
  show(false);
  return { element, show };
}

/** Buttons with one stop for Tab; the arrows go from one to the next. */
export function buttonRow(label: string, buttons: readonly HTMLButtonElement[]): HTMLElement {
  for (const [i, button] of buttons.entries()) button.tabIndex = i === 0 ? 0 : -1;
  const element = html("div", { class: "ronchi-ButtonRow", role: "group", "aria-label": label }, ...buttons);
  element.addEventListener("keydown", (event) => {
    const next = nextButton(event, buttons);
    if (next === undefined) return;
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });
  return element;
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: IconName;
  /** Tooltip; the label by default. */
  readonly hint?: string;
}

/** A control that shows one of several values. */
export interface Chooser<Value extends string> {
  readonly element: HTMLElement;
  show(value: Value): void;
  setDisabled(disabled: boolean): void;
}

/** Buttons of which one is chosen: a radio group, one stop for Tab, arrows inside. */
export function choiceGroup<Value extends string>(
  label: string,
  choices: readonly Choice<Value>[],
  onChoose: (value: Value) => void,
): Chooser<Value> {
  const buttons = choices.map((choice) => radioButton(choice, onChoose));
  const element = html(
    "div",
    { class: "ronchi-Choices", role: "radiogroup", "aria-label": label },
    ...buttons,
  );
  element.addEventListener("keydown", (event) => stepChoice(event, buttons));
  return {
    element,
    show(value) {
      for (const [i, button] of buttons.entries()) markChosen(button, choices[i]!.value === value);
      // A value that none stands for leaves a way in for Tab.
      if (buttons.every((button) => button.tabIndex < 0)) buttons[0]!.tabIndex = 0;
    },
    setDisabled(disabled) {
      for (const button of buttons) button.disabled = disabled;
    },
  };
}

function radioButton<Value extends string>(
  choice: Choice<Value>,
  onChoose: (value: Value) => void,
): HTMLButtonElement {
  const button = html(
    "button",
    {
      class: "ronchi-Button",
      type: "button",
      role: "radio",
      title: choice.hint ?? choice.label,
      "aria-label": choice.label,
      "aria-checked": "false",
      tabindex: "-1",
    },
    choice.icon === undefined ? choice.label : icon(choice.icon),
  );
  button.addEventListener("click", () => onChoose(choice.value));
  return button;
}

function markChosen(button: HTMLButtonElement, chosen: boolean): void {
  setAttributes(button, { "aria-checked": String(chosen), tabindex: chosen ? 0 : -1 });
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function stepChoice(event: KeyboardEvent, buttons: readonly HTMLButtonElement[]): void {
  const next = nextButton(event, buttons);
  next?.focus();
  next?.click();
}

/** The button that an arrow key goes to; the event is then taken. */
function nextButton(
  event: KeyboardEvent,
  buttons: readonly HTMLButtonElement[],
): HTMLButtonElement | undefined {
  const step = steps[event.key];
  const from = buttons.indexOf(event.target as HTMLButtonElement);
  if (step === undefined || from < 0) return undefined;
  event.preventDefault();
  event.stopPropagation();
  const enabled = (at: number) => buttons[(at + buttons.length) % buttons.length]!;
  let at = from + step;
  while (enabled(at).disabled && enabled(at) !== buttons[from]) at += step;
  return enabled(at);
}

export interface MenuOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
}

/** A native drop-down list with an accessible name. */
export function menu<Value extends string>(
  label: string,
  options: readonly MenuOption<Value>[],
  onChoose: (value: Value) => void,
): Chooser<Value> {
  const element = html("select", { class: "ronchi-Menu", "aria-label": label, title: label });
  for (const { value, label: text, disabled = false } of options)
    element.append(html("option", { value, ...(disabled ? { disabled: "" } : {}) }, text));
  element.addEventListener("change", () => onChoose(element.value as Value));
  return {
    element,
    show(value) {
      // Whenever it is set, a browser looks for forms that it could fill in.
      if (element.value !== value) element.value = value;
    },
    setDisabled(disabled) {
      element.disabled = disabled;
    },
  };
}
