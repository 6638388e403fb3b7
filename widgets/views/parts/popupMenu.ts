import { html } from "./dom.js";
import { arrows } from "./paneGestures.js";

export interface PopupItem {
  readonly label: string;
  /** Present: the item switches something. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

export interface PopupMenu {
  readonly element: HTMLElement;
  /** @param x, y px of the window */
  openAt(x: number, y: number): void;
}

/** A menu over the page, gone with a press beside it or with Esc. Its items are asked for each time it opens. */
export function popupMenu(label: string, items: () => readonly PopupItem[]): PopupMenu {
  const element = html("div", {
    class: "ronchi-Popup",
    role: "menu",
    "aria-label": label,
    popover: "auto",
    tabindex: "-1",
  });
  let opener: Element | null = null;
  function close(): void {
    element.hidePopover();
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  }
  element.addEventListener("keydown", (event) => {
    // No key of the menu is one of the widget's.
    event.stopPropagation();
    if (event.key === "Escape") event.preventDefault();
    if (event.key === "Escape" || event.key === "Tab") close();
    else stepItem(event, element);
  });
  return {
    element,
    openAt(x, y) {
      opener = document.activeElement;
      element.replaceChildren(...items().map((item) => itemElement(item, close)));
      element.showPopover();
      element.style.left = `${Math.max(4, Math.min(x, innerWidth - element.offsetWidth - 4))}px`;
      element.style.top = `${Math.max(4, Math.min(y, innerHeight - element.offsetHeight - 4))}px`;
      element.querySelector<HTMLElement>("button:enabled")?.focus();
    },
  };
}

function itemElement(
  { label, checked, disabled = false, onPress }: PopupItem,
  close: () => void,
): HTMLElement {
  const button = html("button", { class: "ronchi-Popup-item", type: "button", tabindex: "-1" }, label);
  button.setAttribute("role", checked === undefined ? "menuitem" : "menuitemcheckbox");
  if (checked !== undefined) button.setAttribute("aria-checked", String(checked));
  button.disabled = disabled;
  button.addEventListener("click", () => {
    close();
    onPress();
  });
  return button;
}

function stepItem(event: KeyboardEvent, menu: HTMLElement): void {
  const step = arrows[event.key]?.[0];
  if (step === undefined || step === 0) return;
  event.preventDefault();
  const buttons = [...menu.querySelectorAll<HTMLElement>("button:enabled")];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
