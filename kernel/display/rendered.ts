import { currentWork } from "../interpreter/work.js";
import { type MimeBundle, toMimeBundle } from "./mimeBundle.js";

/**
 * Publishes the bundle of a value, at once or, when it takes its time, later; then the request is done only after it.
 * A value that has shown itself has nothing to publish. Throws what the value's own display method throws.
 */
export function rendered(value: unknown, publish: (data: MimeBundle) => void): Promise<void> | undefined {
  const bundle = toMimeBundle(value);
  if (bundle instanceof Promise) return pending(bundle.then((data) => data && publish(data)));
  if (bundle !== undefined) publish(bundle);
  return undefined;
}

/** The request that runs is done only after this. */
export function pending(shown: Promise<void>): Promise<void> {
  const work = currentWork();
  const forgotten: Promise<void> = shown.finally(() => work?.pending.delete(forgotten));
  work?.pending.add(forgotten);
  return forgotten;
}
