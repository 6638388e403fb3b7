import { type MimeBundle, toMimeBundle } from "../display/mimeBundle.js";
import type { CellError, JsonObject } from "../wire/link.js";
import type { Interpreter } from "./interpreter.js";

/**
 * Evaluates the user_expressions of a cell that has ended. @returns name -> entry of the reply; an expression that
 * throws has an error in its entry and harms nothing else.
 */
export async function evaluateExpressions(
  expressions: Readonly<Record<string, string>>,
  cell: string,
  interpreter: Interpreter,
): Promise<JsonObject> {
  const entries: JsonObject = {};
  for (const [name, code] of Object.entries(expressions))
    entries[name] = await evaluate(code, `${cell} ${name}`, interpreter);
  return entries;
}

async function evaluate(code: string, cell: string, interpreter: Interpreter): Promise<JsonObject> {
  const failed = (error: CellError): JsonObject => ({ status: "error", ...error });
  const result = await interpreter.execute(code, cell);
  if (result.status === "error") return failed(interpreter.describe(result.thrown, cell));
  try {
    const data: MimeBundle = (await toMimeBundle(result.value)) ?? {};
    return { status: "ok", data, metadata: {} };
  } catch (thrown) {
    return failed(interpreter.describe(thrown, cell));
  }
}
