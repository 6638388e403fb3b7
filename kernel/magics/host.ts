import { randomUUID } from "node:crypto";
import type { Shower } from "../display/shower.js";
import type { FrontEnd } from "../frontEnd/frontEnd.js";
import type { Interpreter } from "../interpreter/interpreter.js";
import type { ModuleLoader } from "../interpreter/modules/moduleLoader.js";
import type { JsonObject, ToWire } from "../wire/link.js";
import type { InspectReply, MagicHost } from "./magicHost.js";

export interface MagicHostParts {
  readonly loader: ModuleLoader;
  readonly shower: Shower;
  readonly frontEnd: FrontEnd;
  post(message: ToWire): void;
  /** The interpreter and the cells are made with the host, and reached when a magic runs. */
  interpreter(): Interpreter;
  onInterrupt(listener: () => void): () => void;
  /** Imports of cells resolve from another folder. */
  onMoved(): void;
}

export interface MagicHostLink {
  readonly host: MagicHost;
  /** The wire's answer to an "inspect". */
  receive(inspectId: string, content: JsonObject): void;
}

/** Joins the magics to the running kernel. */
export function createMagicHost(parts: MagicHostParts): MagicHostLink {
  const { loader, shower, frontEnd, post, interpreter, onInterrupt, onMoved } = parts;
  const asked = new Map<string, (content: InspectReply) => void>();
  let runs = 0;
  const host: MagicHost = {
    get folder() {
      return loader.meta.dirname;
    },
    async move(folder) {
      await loader.move(folder);
      post({ type: "moved", folder });
      onMoved();
    },
    post,
    print: (text) => void process.stdout.write(text),
    printError: (text) => void process.stderr.write(text),
    show: (data) => shower.bundle(data, {}),
    payload: (payload) => frontEnd.payload(payload),
    async run(code) {
      const result = await interpreter().execute(code, `%time ${++runs}`);
      if (result.status === "error") throw result.thrown;
      return result.value;
    },
    inspect: (name, detail) =>
      new Promise((resolve) => {
        const inspectId = randomUUID();
        asked.set(inspectId, resolve);
        post({ type: "inspect", inspectId, name, detail });
      }),
    names: () => interpreter().names,
    onInterrupt,
  };
  return {
    host,
    receive(inspectId, content) {
      asked.get(inspectId)?.(content as unknown as InspectReply);
      asked.delete(inspectId);
    },
  };
}
