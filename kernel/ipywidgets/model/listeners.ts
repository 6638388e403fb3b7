import { quiet } from "../../display/displayHandle.js";
import { currentWork, runAs } from "../../interpreter/work.js";

/** A listener that runs as part of the work that added it: what it prints appears in that cell. */
function inThisWork<Args extends unknown[]>(listener: (...args: Args) => void): (...args: Args) => void {
  const work = currentWork();
  return (...args) => runAs(work, () => listener(...args));
}

/** Adds a listener, in this work, and returns what takes it off; as the last value of a cell that shows nothing. */
export function addListener<Args extends unknown[]>(
  listeners: Set<(...args: Args) => void>,
  listener: (...args: Args) => void,
): () => void {
  const bound = inThisWork(listener);
  listeners.add(bound);
  return quiet(() => void listeners.delete(bound));
}
