/** What kind of thing went wrong; stable, so that callers can branch on it. */
export type RonchiErrorCode =
  | "not-found"
  | "not-this-format"
  | "truncated"
  | "corrupt"
  | "unsupported"
  | "shape-mismatch"
  | "too-large"
  | "outside-folder"
  | "invalid-argument"
  | "user-code"
  | "not-writable"
  | "cancelled";

/** What a {@link RonchiError} says. */
export interface RonchiErrorFields {
  readonly code: RonchiErrorCode;
  /** The thing at fault: a file name, an argument, a data set inside a file. */
  readonly subject: string;
  /** Follows "found". */
  readonly found: string;
  /** Follows "expected". */
  readonly expected: string;
  /** What the user can do about it, as a sentence. */
  readonly remedy: string;
  readonly cause?: unknown;
}

/** The one error type of the library: it always says what, what was found, what was expected, and what to do. */
export class RonchiError extends Error implements RonchiErrorFields {
  override readonly name = "RonchiError";
  readonly code: RonchiErrorCode;
  readonly subject: string;
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;

  constructor(fields: RonchiErrorFields) {
    const { code, subject, found, expected, remedy, cause } = fields;
    super(
      `${subject}: found ${found}; expected ${expected}. ${remedy}`,
      cause === undefined ? undefined : { cause },
    );
    this.code = code;
    this.subject = subject;
    this.found = found;
    this.expected = expected;
    this.remedy = remedy;
  }

  /** The plain fields: what crosses a thread, where classes are lost. `cause` stays behind. */
  toFields(): RonchiErrorFields {
    const { code, subject, found, expected, remedy } = this;
    return { code, subject, found, expected, remedy };
  }
}

/** Whether it is one, and of that code where one is given. */
export function isRonchiError(error: unknown, code?: RonchiErrorCode): error is RonchiError {
  return error instanceof RonchiError && (code === undefined || error.code === code);
}
