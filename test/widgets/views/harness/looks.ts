/** Notes that reach beyond their picture. Runs in the page. */
export function notesOutside(): string[] {
  const isOutside = (note: Element) => {
    const [inner, outer] = [note, note.closest(".ronchi-Stage")!].map((element) =>
      element.getBoundingClientRect(),
    );
    const isIn = inner!.top >= outer!.top && inner!.bottom <= outer!.bottom;
    return !isIn || inner!.left < outer!.left || inner!.right > outer!.right;
  };
  return [...document.querySelectorAll(".ronchi-Note")]
    .filter(isOutside)
    .map((note) => note.textContent ?? "");
}

/** Contrast ratio (WCAG) of each enabled element with a text of its own, outside of the pictures. Runs in the page. */
export function textContrasts(): { text: string; ratio: number }[] {
  const numbers = (css: string) => (css.match(/[\d.]+/g) ?? []).map(Number);
  const over = ([r, g, b, alpha = 1]: number[], [r0, g0, b0]: number[]) => [
    r! * alpha + r0! * (1 - alpha),
    g! * alpha + g0! * (1 - alpha),
    b! * alpha + b0! * (1 - alpha),
  ];
  const backgroundOf = (element: Element | null): number[] => {
    if (element === null) return [255, 255, 255];
    const colour = numbers(getComputedStyle(element).backgroundColor);
    return colour[3] === 0
      ? backgroundOf(element.parentElement)
      : over(colour, backgroundOf(element.parentElement));
  };
  const luminance = (colour: number[]) => {
    const [r, g, b] = colour.map((v) =>
      v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const hasText = (element: Element) =>
    [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== "",
    );
  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.closest("svg, :disabled") === null;
  return [...document.querySelectorAll(".ronchi-DetectorPicker *")]
    .filter((element) => hasText(element) && isShown(element))
    .map((element) => {
      const background = backgroundOf(element);
      const [a, b] = [
        luminance(over(numbers(getComputedStyle(element).color), background)),
        luminance(background),
      ];
      return { text: element.textContent ?? "", ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) };
    });
}
