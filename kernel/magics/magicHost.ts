import type { MimeBundle } from "../display/mimeBundle.js";
import type { JsonObject, ToWire } from "../wire/link.js";

export interface InspectReply {
  readonly found: boolean;
  readonly data: JsonObject;
}

/** What a magic can do: everything in the name of the cell that it stands in. */
export interface MagicHost {
  post(message: ToWire): void;
  print(text: string): void;
  printError(text: string): void;
  show(data: MimeBundle): void;
  /** Adds to the payload of the cell's execute_reply. */
  payload(payload: JsonObject): void;
  /** Runs code as a cell of its own; its value, or what it threw. */
  run(code: string): Promise<unknown>;
  /** What TypeScript knows of a name: content of an inspect_reply. */
  inspect(name: string, detail: number): Promise<InspectReply>;
  /** The names that cells have declared, in order. */
  names(): readonly string[];
  /** Folder that imports of cells resolve from. */
  readonly folder: string;
  /** Imports of the cells that follow resolve from there. */
  move(folder: string): Promise<void>;
  /** Calls `listener` when the user interrupts; returns how to stop listening. */
  onInterrupt(listener: () => void): () => void;
}

/** Does what `%name argument` asks. What it returns is the value of the line. */
export type LineMagic = (argument: string, host: MagicHost) => unknown;

/** Does what `%%name argument` at the head of a cell asks with the rest of the cell. */
export type CellMagic = (argument: string, body: string, host: MagicHost) => unknown;
