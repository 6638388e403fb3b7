/** Whether an element can be seen: in the window, and the page in front. @param onChange it may have changed */
export function watchVisibility(element: Element, onChange: () => void, signal: AbortSignal): () => boolean {
  let onScreen = false;
  document.addEventListener("visibilitychange", onChange, { signal });
  const observer = new IntersectionObserver((entries) => {
    onScreen = entries.at(-1)!.isIntersecting;
    onChange();
  });
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
  return () => onScreen && document.visibilityState === "visible";
}
