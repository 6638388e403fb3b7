import { expect } from "vitest";
import { type Executed, type KernelClient, ofType, type WireMessage } from "./kernelClient.js";

/** Speaks the Debug Adapter Protocol with a kernel over its control channel, as a front end does. */
export class DapClient {
  readonly #kernel: () => KernelClient;
  #seq = 0;
  /** Events that earlier stops took. */
  #seen = 0;

  constructor(kernel: () => KernelClient) {
    this.#kernel = kernel;
  }

  // biome-ignore-start lint/suspicious/noExplicitAny: bodies differ with the command, and tests read them by name.
  /** Sends a request; gives the body of its response, which must be a success. */
  debug = async (command: string, args: object = {}): Promise<any> => {
    const response = await this.ask(command, args);
    expect(response, JSON.stringify(response)).toMatchObject({ success: true });
    return response.body;
  };

  /** Sends a request; gives its response. */
  ask = async (command: string, args: object = {}): Promise<any> => {
    const request = { type: "request", seq: ++this.#seq, command, arguments: args };
    const { seq } = request;
    const { content } = await this.#kernel().ask("debug_request", request, { socket: "control" });
    expect(content).toMatchObject({ type: "response", request_seq: seq, command });
    return content;
  };

  attach = async (): Promise<void> => {
    this.#seen = this.events().length;
    await this.debug("initialize", { adapterID: "ronchi" });
    await this.debug("attach");
  };

  events = (): WireMessage[] => ofType(this.#kernel().published, "debug_event");

  /** Waits for the next "stopped"; gives its reason and the lines of the stack, innermost first. */
  stopped = async (): Promise<{ reason: string; stack: [name: string, line: number][]; frames: any[] }> => {
    const isNew = ({ content }: WireMessage, i: number) => i >= this.#seen && content.event === "stopped";
    const event = await this.#kernel().until(() => this.events().find(isNew));
    this.#seen = this.events().indexOf(event) + 1;
    const { stackFrames: frames } = await this.debug("stackTrace", { threadId: 1 });
    const { reason } = event.content.body;
    return { reason, stack: frames.map(({ name, line }: any) => [name, line]), frames };
  };

  /** Dumps the cell and sets breakpoints in it, as JupyterLab does. @returns the path. */
  breakAt = async (code: string, ...lines: (number | object)[]): Promise<string> => {
    const { sourcePath: path } = await this.debug("dumpCell", { code });
    const breakpoints = lines.map((line) => (typeof line === "number" ? { line } : line));
    await this.debug("setBreakpoints", { source: { path }, breakpoints });
    return path;
  };

  variablesOf = async (variablesReference: number, more: object = {}): Promise<Record<string, any>> => {
    const { variables } = await this.debug("variables", { variablesReference, ...more });
    return Object.fromEntries(variables.map((variable: any) => [variable.name, variable]));
  };

  /** The variablesReference of a scope. */
  scopeReference = async (name: string, frameId: number): Promise<number> => {
    const { scopes } = await this.debug("scopes", { frameId });
    return scopes.find((one: any) => one.name === name)?.variablesReference;
  };

  scope = async (name: string, frameId: number): Promise<Record<string, any>> =>
    this.variablesOf(await this.scopeReference(name, frameId));

  /** Continues, and waits for the end of the cell. */
  goOn = async (id: string): Promise<Executed> => {
    await this.debug("continue", { threadId: 1 });
    return this.#kernel().finished(id);
  };
  // biome-ignore-end lint/suspicious/noExplicitAny: see above
}
