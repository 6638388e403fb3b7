import { html } from "./dom.js";

export interface NumberField {
  readonly element: HTMLLabelElement;
  show(value: number | string): void;
  setDisabled(disabled: boolean): void;
}

export interface NumberFieldOptions {
  /** Short, beside the field. */
  readonly caption: string;
  /** Accessible name and tooltip, with the unit. */
  readonly label: string;
  readonly step: number | "any";
  readonly onCommit: (value: number) => void;
}

/** A number that can be typed: committed by Enter, by leaving the field and by its arrows; Esc takes it back. */
export function numberField(options: NumberFieldOptions): NumberField {
  const input = html("input", {
    class: "ronchi-Number",
    type: "number",
    step: String(options.step),
    "aria-label": options.label,
    title: options.label,
  });
  const element = html("label", { class: "ronchi-Field" }, html("span", {}, options.caption), input);
  let shown = "";
  const restore = () => {
    // Whenever a field is set, a browser looks for forms that it could fill in.
    if (input.value !== shown) input.value = shown;
  };
  input.addEventListener("change", () => {
    if (Number.isFinite(input.valueAsNumber)) options.onCommit(input.valueAsNumber);
    else restore();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || input.value === shown) return;
    event.stopPropagation();
    restore();
  });
  return {
    element,
    show(value) {
      shown = String(value);
      restore();
    },
    setDisabled(disabled) {
      input.disabled = disabled;
    },
  };
}
