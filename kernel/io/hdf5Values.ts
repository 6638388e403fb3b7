import { RonchiError } from "#core/errors.js";
import { spawnWorker } from "../workers.js";

/** What the worker is asked. */
export interface Hdf5ValuesRequest {
  readonly path: string;
  readonly names: readonly string[];
}

/** What it answers, once. */
export type Hdf5ValuesReply =
  | { readonly values: Record<string, unknown> }
  /** The library could not open the file. */
  | { readonly problem: string };

/** Small values come in some 0.2 s, most of it the start of the library; a hostile file may take for ever. */
const TIME_LIMIT_MS = 5000;

/**
 * Values of small data sets and attributes, as {@link FormatHost.readHdf5Values}. Each call has its own worker, which
 * is ended afterwards, whatever the file did to it. Rejects with "corrupt".
 */
export async function readHdf5Values(
  path: string,
  names: readonly string[],
  timeLimitMs = TIME_LIMIT_MS,
): Promise<Record<string, unknown>> {
  const reply = await askWorker({ path, names }, timeLimitMs);
  if ("values" in reply) return reply.values;
  throw new RonchiError({
    code: "corrupt",
    subject: path,
    found: reply.problem,
    expected: "an HDF5 file whose metadata can be read",
    remedy: "The file may be damaged; copy it again from where it was recorded.",
  });
}

function askWorker(request: Hdf5ValuesRequest, timeLimitMs: number): Promise<Hdf5ValuesReply> {
  const worker = spawnWorker("hdf5Worker", { workerData: request, stdout: true, stderr: true });
  return new Promise<Hdf5ValuesReply>((settle) => {
    const limit = setTimeout(() => {
      settle({ problem: `metadata that took longer than ${timeLimitMs / 1000} s to read` });
    }, timeLimitMs);
    worker.once("message", settle);
    worker.once("error", (error) => settle({ problem: `a failing HDF5 library (${error.message})` }));
    worker.once("exit", () => {
      clearTimeout(limit);
      settle({ problem: "an HDF5 library that ended without an answer" });
    });
  }).finally(() => worker.terminate());
}
