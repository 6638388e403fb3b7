import { RonchiError } from "../errors.js";

/** Throws "cancelled" when the caller has aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined, subject: string): void {
  if (signal?.aborted !== true) return;
  throw new RonchiError({
    code: "cancelled",
    subject,
    found: "a request to stop",
    expected: "to finish opening",
    remedy: "Open it again when you want it.",
    cause: signal.reason,
  });
}
