import { promisify } from "node:util";
import { resetAfterTermination } from "./asyncStack.js";
import { currentRequestId } from "./work.js";

type Cancel = () => void;
// biome-ignore lint/suspicious/noExplicitAny: the arguments of a timer are its caller's business.
type Callback = (...args: any[]) => void;

/** Timers that were started through the globals, by the request that started them. */
const started = new Map<string, Set<Cancel>>();

/** Ends every timer that cells started: after an interrupt, none of them may go on. */
export function clearCellTimers(): void {
  for (const cancels of started.values()) for (const cancel of cancels) cancel();
  started.clear();
}

/** Replaces the global timer functions by ones that remember what they started, and end with an interrupt. */
export function installTimers(): void {
  const { setTimeout, setInterval, setImmediate } = globalThis;
  const timeout = (callback: Callback, delay?: number, ...args: unknown[]) => {
    const timer = setTimeout(() => {
      forget();
      if (!resetAfterTermination()) callback(...args);
    }, delay);
    const forget = remember(() => clearTimeout(timer));
    return timer;
  };
  const interval = (callback: Callback, delay?: number, ...args: unknown[]) => {
    const timer = setInterval(() => {
      if (!resetAfterTermination()) callback(...args);
    }, delay);
    remember(() => clearInterval(timer));
    return timer;
  };
  const immediate = (callback: Callback, ...args: unknown[]) => {
    const timer = setImmediate(() => {
      forget();
      if (!resetAfterTermination()) callback(...args);
    });
    const forget = remember(() => clearImmediate(timer));
    return timer;
  };
  const promised = { [promisify.custom]: promisify(setTimeout) };
  const promisedImmediate = { [promisify.custom]: promisify(setImmediate) };
  Object.assign(globalThis, {
    setTimeout: Object.assign(timeout, promised),
    setInterval: interval,
    setImmediate: Object.assign(immediate, promisedImmediate),
  });
}

/** @returns how to forget a timer that has fired. */
function remember(cancel: Cancel): () => void {
  const requestId = currentRequestId();
  const cancels = started.get(requestId) ?? new Set();
  started.set(requestId, cancels.add(cancel));
  return () => {
    cancels.delete(cancel);
    if (cancels.size === 0) started.delete(requestId);
  };
}
