/** Elements of the picker that stick out of it, or whose text is wider than they are. Runs in the page. */
export function cutElements(): string[] {
  const root = document.querySelector(".ronchi-DetectorPicker")!;
  const limit = root.getBoundingClientRect().right + 0.5;
  const isCut = (element: Element) => {
    const text =
      getComputedStyle(element).display !== "inline" && element.scrollWidth > element.clientWidth + 1;
    return (element instanceof HTMLElement && text) || element.getBoundingClientRect().right > limit;
  };
  const inspected = [...root.querySelectorAll("*")].filter(
    (element) => element.closest(".ronchi-Keys-list, svg, .ronchi-Notes") === null && element.clientWidth > 0,
  );
  return inspected
    .filter(isCut)
    .map((element) => `${element.className || element.tagName}: ${element.textContent}`);
}
