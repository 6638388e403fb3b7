/** Global of the main thread through which the debugger asks for what only main knows. */
export const mainSideName = "__ronchiDebug";
