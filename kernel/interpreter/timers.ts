import { syncBuiltinESMExports } from "node:module";
import promised from "node:timers/promises";
import { promisify } from "node:util";
import { resetAfterTermination } from "./asyncStack.js";
import { InterruptedError } from "./interruptedError.js";

type Cancel = () => void;
// biome-ignore lint/suspicious/noExplicitAny: the arguments of a timer are its caller's business.
type Callback = (...args: any[]) => void;

/** How to end each timer that cells started and that has neither fired nor been cleared. */
const started = new Set<Cancel>();
/** Timer -> how to forget it. */
const forgets = new WeakMap<object, () => void>();

/** Ends every timer that cells started: after an interrupt, none of them may go on. */
export function clearCellTimers(): void {
  for (const cancel of started) cancel();
  started.clear();
}

/** Replaces the global timer functions by ones that remember what they started, and end with an interrupt. */
export function installTimers(): void {
  const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } = globalThis;
  const timeout = (callback: Callback, delay?: number, ...args: unknown[]) => {
    const timer = setTimeout(() => {
      forget();
      if (!resetAfterTermination()) callback(...args);
    }, delay);
    const forget = remember(() => clearTimeout(timer), timer);
    return timer;
  };
  const interval = (callback: Callback, delay?: number, ...args: unknown[]) => {
    const timer = setInterval(() => {
      if (!resetAfterTermination()) callback(...args);
    }, delay);
    remember(() => clearInterval(timer), timer);
    return timer;
  };
  const immediate = (callback: Callback, ...args: unknown[]) => {
    const timer = setImmediate(() => {
      forget();
      if (!resetAfterTermination()) callback(...args);
    });
    const forget = remember(() => clearImmediate(timer), timer);
    return timer;
  };
  installPromised();
  Object.assign(globalThis, {
    setTimeout: Object.assign(timeout, { [promisify.custom]: promised.setTimeout }),
    setInterval: interval,
    setImmediate: Object.assign(immediate, { [promisify.custom]: promised.setImmediate }),
    clearTimeout: forgetting(clearTimeout),
    clearInterval: forgetting(clearInterval),
    clearImmediate: forgetting(clearImmediate),
  });
}

function forgetting<Timer>(clear: (timer?: Timer) => void): (timer?: Timer) => void {
  return (timer) => {
    if (typeof timer === "object" && timer !== null) forgets.get(timer)?.();
    clear(timer);
  };
}

interface Options {
  readonly signal?: AbortSignal;
}

/**
 * As {@link installTimers}, for the functions of `node:timers/promises`, also where a package has imported them: a loop
 * in a package that sleeps ends with an interrupt, by an AbortError.
 */
function installPromised(): void {
  const { setTimeout, setInterval, setImmediate } = promised;
  Object.assign(promised, {
    setTimeout: (delay?: number, value?: unknown, options?: Options) =>
      ended((signal) => setTimeout(delay, value, { ...options, signal }), options),
    setImmediate: (value?: unknown, options?: Options) =>
      ended((signal) => setImmediate(value, { ...options, signal }), options),
    setInterval: async function* (delay?: number, value?: unknown, options?: Options) {
      const { signal, forget } = endedByInterrupt(options);
      try {
        yield* setInterval(delay, value, { ...options, signal });
      } finally {
        forget();
      }
    },
  });
  promised.scheduler.wait = (delay, options) => promised.setTimeout(delay, undefined, options);
  syncBuiltinESMExports();
}

function ended<T>(start: (signal: AbortSignal) => Promise<T>, options?: Options): Promise<T> {
  const { signal, forget } = endedByInterrupt(options);
  const promise = start(signal);
  promise.then(forget, forget);
  return promise;
}

/** A signal that an interrupt aborts, or the caller's own. */
function endedByInterrupt({ signal }: Options = {}): { signal: AbortSignal; forget: Cancel } {
  const controller = new AbortController();
  const forget = remember(() => controller.abort(new InterruptedError()));
  return {
    signal: signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]),
    forget,
  };
}

/** @returns how to forget a timer that has fired or was cleared. */
function remember(cancel: Cancel, timer?: object): () => void {
  started.add(cancel);
  const forget = () => void started.delete(cancel);
  if (timer !== undefined) forgets.set(timer, forget);
  return forget;
}
