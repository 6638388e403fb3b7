/** What happens while a pointer is held down; places are CSS px in the element, [y, x]. */
export interface Drag {
  move(at: readonly [number, number], event: PointerEvent | KeyboardEvent): void;
  end(): void;
  /** Esc, or the system took the pointer away: what was there before comes back. */
  cancel(): void;
}

/**
 * Follows the pointer of a `pointerdown` until it is released, cancelled, or Esc is pressed. What is returned cancels it, if it
 * has not ended.
 */
export function trackDrag(
  element: HTMLElement,
  down: PointerEvent,
  drag: Drag,
  signal: AbortSignal,
): () => void {
  const over = new AbortController();
  const options = { signal: AbortSignal.any([over.signal, signal]) };
  let last: readonly [number, number] = placeIn(element, down);
  const finish = (act: () => void) => {
    over.abort();
    if (element.hasPointerCapture(down.pointerId)) element.releasePointerCapture(down.pointerId);
    act();
  };
  const ofThisPointer = (act: (event: PointerEvent) => void) => (event: PointerEvent) => {
    if (event.pointerId === down.pointerId) act(event);
  };
  const onMove = (event: PointerEvent) => {
    last = placeIn(element, event);
    drag.move(last, event);
  };
  element.setPointerCapture(down.pointerId);
  element.addEventListener("pointermove", ofThisPointer(onMove), options);
  element.addEventListener(
    "pointerup",
    ofThisPointer(() => finish(() => drag.end())),
    options,
  );
  element.addEventListener(
    "pointercancel",
    ofThisPointer(() => finish(() => drag.cancel())),
    options,
  );
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Shift") drag.move(last, event);
    if (event.key !== "Escape" || event.type !== "keydown") return;
    event.preventDefault();
    event.stopPropagation();
    finish(() => drag.cancel());
  };
  // On the document and first: a host must not take Esc for its own purposes while something is being dragged.
  element.ownerDocument.addEventListener("keydown", onKey, { ...options, capture: true });
  element.ownerDocument.addEventListener("keyup", onKey, { ...options, capture: true });
  return () => {
    if (!over.signal.aborted) finish(() => drag.cancel());
  };
}

/** Place of a pointer in an element, CSS px [y, x]. */
export function placeIn(element: HTMLElement, event: MouseEvent): readonly [number, number] {
  const box = element.getBoundingClientRect();
  return [event.clientY - box.top, event.clientX - box.left];
}
