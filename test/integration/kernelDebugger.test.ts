import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type KernelClient, ofType, resultText, startKernel, type WireMessage } from "./kernelClient.js";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(() => kernel?.stop());

let seq = 0;
/** Events that earlier stops took. */
let seen = 0;

// biome-ignore-start lint/suspicious/noExplicitAny: bodies differ with the command, and tests read them by name.
/** Sends a request of the debug adapter protocol; gives the body of its response. */
async function debug(command: string, args: object = {}): Promise<any> {
  const response = await ask(command, args);
  expect(response, JSON.stringify(response)).toMatchObject({ success: true });
  return response.body;
}

async function ask(command: string, args: object = {}): Promise<any> {
  const request = { type: "request", seq: ++seq, command, arguments: args };
  const { content } = await kernel.ask("debug_request", request, { socket: "control" });
  expect(content).toMatchObject({ type: "response", request_seq: seq, command });
  return content;
}

function events(): WireMessage[] {
  return ofType(kernel.published, "debug_event");
}

/** Waits for the next "stopped"; gives its reason and the lines of the stack, innermost first. */
async function stopped(): Promise<{ reason: string; stack: [name: string, line: number][]; frames: any[] }> {
  const isNew = ({ content }: WireMessage, i: number) => i >= seen && content.event === "stopped";
  const event = await kernel.until(() => events().find(isNew));
  seen = events().indexOf(event) + 1;
  const { stackFrames: frames } = await debug("stackTrace", { threadId: 1 });
  const { reason } = event.content.body;
  return { reason, stack: frames.map(({ name, line }: any) => [name, line]), frames };
}

function start(code: string): string {
  return kernel.send("execute_request", { code });
}

/** Dumps the cell and sets breakpoints in it, as JupyterLab does. @returns the path. */
async function breakAt(code: string, ...lines: number[]): Promise<string> {
  const { sourcePath: path } = await debug("dumpCell", { code });
  await debug("setBreakpoints", { source: { path }, breakpoints: lines.map((line) => ({ line })) });
  return path;
}

async function variablesOf(variablesReference: number, more: object = {}): Promise<Record<string, any>> {
  const { variables } = await debug("variables", { variablesReference, ...more });
  return Object.fromEntries(variables.map((variable: any) => [variable.name, variable]));
}

async function scope(name: string, frameId: number): Promise<Record<string, any>> {
  const { scopes } = await debug("scopes", { frameId });
  return variablesOf(scopes.find((one: any) => one.name === name)?.variablesReference);
}

async function goOn(id: string) {
  await debug("continue", { threadId: 1 });
  return kernel.finished(id);
}

describe("a debugger that is attached", () => {
  beforeEach(async () => {
    await debug("initialize", { adapterID: "ronchi" });
    await debug("attach");
  });
  afterEach(async () => {
    await debug("disconnect");
  });

  test("stops at a breakpoint in a cell that was set before it ran, shows its variables, and goes on", async () => {
    const code = "const base = 40;\nlet answer = base + 1;\nanswer += 1;\nanswer";
    const path = await breakAt(code, 3);
    const id = start(code);
    const { reason, frames, stack } = await stopped();
    expect(reason).toBe("breakpoint");
    expect(stack).toEqual([[expect.stringMatching(/^In\[\d+\]$/), 3]]);
    expect(frames[0].source.path).toBe(path);
    expect(await scope("Globals", 1)).toMatchObject({ base: { value: "40" }, answer: { value: "41" } });
    expect(await debug("evaluate", { expression: "base * 2", frameId: 1 })).toMatchObject({ result: "80" });
    const { reply, outputs } = await goOn(id);
    expect(reply.content.status).toBe("ok");
    expect(resultText(outputs)).toBe("42");
  });
});
// biome-ignore-end lint/suspicious/noExplicitAny: see above
