import type { Executor } from "#core/data/executor.js";
import type { DataPath, DataPathFactory, DataPathHost } from "#widgets/models/dataPath.js";
import type { JsonObject } from "../wire/link.js";

/** Loaded when the first widget needs them, so that the kernel answers before they are. */
export interface DataPathParts {
  factories(): Promise<Readonly<Record<string, DataPathFactory>>>;
  /** Makes the executor that all paths share: a second one over the same workers would take the first one's answers. */
  executor(): Promise<Executor>;
  host(commId: string, executor: Executor): DataPathHost;
  onError(error: unknown): void;
}

/** The widgets whose custom messages are answered in the wire worker, by comm id. */
export class DataPathTable {
  readonly #parts: DataPathParts;
  readonly #paths = new Map<string, Promise<DataPath | undefined>>();
  #executor: Promise<Executor> | undefined;

  constructor(parts: DataPathParts) {
    this.#parts = parts;
  }

  has(commId: string): boolean {
    return this.#paths.has(commId);
  }

  register(commId: string, kind: string, params: unknown): void {
    const path = this.#create(commId, kind, params).catch((error: unknown) => {
      this.#parts.onError(error);
      return undefined;
    });
    this.#paths.set(commId, path);
  }

  /** Messages of one comm reach its path in order, also those that come while it is being made. */
  async message(commId: string, content: JsonObject, buffers: Uint8Array[]): Promise<void> {
    try {
      (await this.#paths.get(commId))?.onMessage(content, buffers);
    } catch (error) {
      this.#parts.onError(error);
    }
  }

  /** In order with the messages. */
  async tell(commId: string, told: unknown): Promise<void> {
    try {
      (await this.#paths.get(commId))?.onTold?.(told);
    } catch (error) {
      this.#parts.onError(error);
    }
  }

  async close(commId: string): Promise<void> {
    const path = this.#paths.get(commId);
    this.#paths.delete(commId);
    (await path)?.close();
  }

  async #create(commId: string, kind: string, params: unknown): Promise<DataPath> {
    const factory = (await this.#parts.factories())[kind];
    if (factory === undefined) throw new Error(`No data path is named "${kind}".`);
    this.#executor ??= this.#parts.executor();
    return factory(params, this.#parts.host(commId, await this.#executor));
  }
}
