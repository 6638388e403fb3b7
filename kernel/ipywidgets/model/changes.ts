import { RonchiError } from "#core/errors.js";
import { currentSession } from "../../session/session.js";

interface Changes<Value> {
  readonly widget: { readonly closed: boolean; onClose(listener: () => void): () => void };
  readonly name: string;
  readonly subscribe: (listener: (value: Value) => void) => () => void;
  readonly signal?: AbortSignal;
}

/** The values that come, in order, none left out; each use of the iterable sees those from its first step on. */
export function changesOf<Value>({ widget, name, subscribe, signal }: Changes<Value>): AsyncIterable<Value> {
  return {
    async *[Symbol.asyncIterator]() {
      const values: Value[] = [];
      let wake = (): void => {};
      let interrupted = false;
      let ended = widget.closed || signal?.aborted === true;
      const end = (): void => {
        ended = true;
        wake();
      };
      const stops = [
        subscribe((value) => {
          values.push(value);
          wake();
        }),
        widget.onClose(end),
        currentSession()?.onInterrupt(() => {
          interrupted = true;
          end();
        }),
      ];
      signal?.addEventListener("abort", end, { once: true });
      try {
        for (;;) {
          while (values.length > 0 && !interrupted) yield values.shift() as Value;
          if (interrupted) throw cancelled(name);
          if (ended) return;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        for (const stop of stops) stop?.();
        signal?.removeEventListener("abort", end);
      }
    },
  };
}

function cancelled(name: string): RonchiError {
  return new RonchiError({
    code: "cancelled",
    subject: `changes of "${name}"`,
    found: "an interrupt",
    expected: "a change",
    remedy: "Run the cell again to go on listening.",
  });
}
