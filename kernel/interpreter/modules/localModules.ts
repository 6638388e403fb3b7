import { once } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { ToModuleHooks } from "../../moduleHooks.js";
import { registerModuleHooks } from "../../workers.js";

/** TypeScript modules beside the notebook, and modules that cells define. Node's thread for them starts with the first. */
export class LocalModules {
  #notebook: string;
  #port: MessagePort | undefined;

  /** `notebook` is the path of the module that cells are to Node. */
  constructor(notebook: string) {
    this.#notebook = notebook;
  }

  /** From now on imports find TypeScript modules. */
  use(): MessagePort {
    if (this.#port !== undefined) return this.#port;
    const { port1, port2 } = new MessageChannel();
    registerModuleHooks({ notebook: this.#notebook, port: port2 }, [port2]);
    // What is compiled (enums, decorators, JSX) is found again in errors.
    process.setSourceMapsEnabled(true);
    port1.unref();
    this.#port = port1;
    return port1;
  }

  /** Cells are the module of this path from now on. */
  async move(notebook: string): Promise<void> {
    this.#notebook = notebook;
    if (this.#port !== undefined) await this.#tell({ notebook });
  }

  /** Makes `code` the module at `path`; imports that follow see it. */
  async define(path: string, code: string): Promise<void> {
    this.use();
    await this.#tell({ path, code });
  }

  /** Resolves when imports see it. */
  async #tell(message: ToModuleHooks): Promise<void> {
    const port = this.use();
    port.postMessage(message);
    await once(port, "message");
  }
}
