type Attributes = Readonly<Record<string, string>>;

const svgNamespace = "http://www.w3.org/2000/svg";

/** An HTML element with its attributes and children. */
export function html<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** An SVG element with its attributes and children. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Node[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(svgNamespace, tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** Leaves the DOM alone where nothing changes: an equal value, too, would have its style computed anew. */
export function setAttributes(target: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes))
    if (target.getAttribute(name) !== String(value)) target.setAttribute(name, String(value));
}

/** Sets or removes a boolean attribute such as `hidden`, and leaves the DOM alone when nothing changes. */
export function toggleAttribute(target: Element, name: string, on: boolean): void {
  if (target.hasAttribute(name) !== on) target.toggleAttribute(name, on);
}

/** Replaces the text if it is another one: a live region is read out only when it changes. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
