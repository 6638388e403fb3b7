import { parentPort, workerData } from "node:worker_threads";
import { createAnswerer, createIdle } from "./language/answer.js";
import { CellLanguage } from "./language/cellLanguage.js";
import { complete } from "./language/complete.js";
import { findDeclarations } from "./language/declarationFiles.js";
import type { FromLanguage, ToLanguage } from "./language/messages.js";

if (parentPort === null) throw new Error("languageWorker is a worker thread of the wire worker.");
const wire = parentPort;
const language = new CellLanguage(
  (workerData as { folder: string }).folder,
  findDeclarations(new URL(import.meta.url)),
);
const answer = createAnswerer(language, createIdle());

wire.on("message", async ({ id, ...question }: ToLanguage) => {
  const reply: FromLanguage = await answer(question).then(
    (found) => ({ id, answer: found }),
    (error: Error) => ({ id, failure: error.stack ?? error.message }),
  );
  wire.postMessage(reply);
});
// The first program takes seconds and the first completion a tenth of one; whoever asks first should not wait for them.
language.program();
complete(language, "[0].", 4);
