import { interruptError } from "../protocol/interruptError.js";

/** Thrown into user code that waits or goes on after an interrupt, so that its `finally` blocks run. */
export class InterruptedError extends Error {
  override readonly name = interruptError.ename;

  constructor() {
    super(interruptError.evalue);
  }
}
