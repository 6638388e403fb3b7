import { readFile } from "node:fs/promises";
import type { Runtime } from "node:inspector";
import { basename } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { JsonObject } from "../wire/link.js";
import { setVariable } from "./assign.js";
import { cellSuffix, hashSeed } from "./cellFiles.js";
import { completions } from "./completions.js";
import { type MainThreadDebugger, threadId } from "./debugger.js";
import { copyToGlobals, evaluate, firstLine, richValue } from "./expressions.js";
import type { ExceptionFilter, Going } from "./pauses.js";
import { typeText } from "./valueText.js";

/** Answers one command with the body of its response. */
type Answer = (args: never) => object | Promise<object>;

const capabilities: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsExceptionInfoRequest: true,
  supportsModulesRequest: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ["."],
  exceptionBreakpointFilters: [
    { filter: "all", label: "All exceptions" },
    { filter: "uncaught", label: "Uncaught exceptions and rejected promises" },
  ],
};

/** Commands that need no attached debugger: what a front end asks before it starts one, and the variable explorer. */
const always = new Set([
  ...["initialize", "debugInfo", "disconnect"],
  ...["inspectVariables", "richInspectVariables", "variables"],
]);

/**
 * Answers the requests of the Debug Adapter Protocol with Jupyter's additions (debugInfo, dumpCell, inspectVariables,
 * richInspectVariables, copyToGlobals). What goes wrong is a response without success, with the reason as message.
 */
export function answerDebugRequests(debug: MainThreadDebugger): (request: JsonObject) => Promise<JsonObject> {
  const answers: Readonly<Record<string, Answer>> = {
    ...sessionAnswers(debug),
    ...stopAnswers(debug),
    ...valueAnswers(debug),
    ...sourceAnswers(debug),
  };
  let seq = 0;
  const answer = async ({ seq: request_seq, command, arguments: args }: JsonObject): Promise<JsonObject> => {
    const response = { type: "response", seq: ++seq, request_seq, command };
    try {
      const name = String(command);
      if (!Object.hasOwn(answers, name)) throw new Error(`The debugger has no request "${name}".`);
      if (!debug.isAttached && !always.has(name)) throw new Error("No debugger is attached.");
      return { ...response, success: true, body: await answers[name]?.((args ?? {}) as never) };
    } catch (error) {
      return { ...response, success: false, message: (error as Error).message, body: {} };
    }
  };
  // One after the other: each finds what the one before has done. Only a value may take its time.
  let last: Promise<JsonObject> = Promise.resolve({});
  return (request) => {
    const answered = last.then(() => answer(request));
    if (request.command !== "evaluate") last = answered;
    return answered;
  };
}

function sessionAnswers(debug: MainThreadDebugger): Record<string, Answer> {
  return {
    // Already here: JupyterLab asks with debugInfo between the two whether the debugger has started.
    initialize: async ({ clientID }: DebugProtocol.InitializeRequestArguments) => {
      await debug.attach();
      // JupyterLab's tree has room for one of the two, and shows the value where there is no type.
      debug.main.variables.showsTypes = clientID !== "jupyterlab";
      return capabilities;
    },
    attach: () => {
      debug.announce();
      return {};
    },
    configurationDone: () => ({}),
    disconnect: async () => {
      await debug.detach();
      return {};
    },
    debugInfo: () => ({
      isStarted: debug.isAttached,
      hashMethod: "Murmur2",
      hashSeed,
      tmpFilePrefix: debug.cells.prefix,
      tmpFileSuffix: cellSuffix,
      breakpoints: debug.isAttached ? debug.main.breakpoints.list() : [],
      stoppedThreads: debug.stop === undefined ? [] : [threadId],
      richRendering: true,
      exceptionPaths: [],
      copyToGlobals: true,
    }),
    setBreakpoints: async ({ source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments) => ({
      breakpoints: await debug.main.breakpoints.set(source.path ?? "", breakpoints),
    }),
    setExceptionBreakpoints: async ({ filters = [] }: DebugProtocol.SetExceptionBreakpointsArguments) => {
      await debug.setExceptionFilters(filters as ExceptionFilter[]);
      return {};
    },
  };
}

function stopAnswers(debug: MainThreadDebugger): Record<string, Answer> {
  const go = (going: Going) => async () => {
    await debug.main.pauses.go(going);
    return { allThreadsContinued: true };
  };
  return {
    threads: () => ({ threads: [{ id: threadId, name: "cells" }] }),
    stackTrace: ({ startFrame = 0, levels }: DebugProtocol.StackTraceArguments) => {
      const all = (debug.stop?.frames ?? []).map(({ stackFrame }) => stackFrame);
      const end = levels ? startFrame + levels : all.length;
      return { stackFrames: all.slice(startFrame, end), totalFrames: all.length };
    },
    scopes: async ({ frameId }: DebugProtocol.ScopesArguments) => ({ scopes: await debug.scopes(frameId) }),
    exceptionInfo: () => exceptionInfo(debug.stop?.thrown),
    pause: async () => {
      await debug.main.pauses.pause();
      return {};
    },
    continue: go("Debugger.resume"),
    next: go("Debugger.stepOver"),
    stepIn: go("Debugger.stepInto"),
    stepOut: go("Debugger.stepOut"),
  };
}

function exceptionInfo(
  thrown: Runtime.RemoteObject | undefined,
): DebugProtocol.ExceptionInfoResponse["body"] {
  if (thrown === undefined) throw new Error("No exception was thrown.");
  const stackTrace = thrown.description ?? String(thrown.value);
  const typeName = typeText(thrown);
  const message = firstLine(stackTrace);
  const details = { message, typeName, stackTrace };
  return { exceptionId: typeName, description: message, breakMode: "always", details };
}

interface RichArguments {
  readonly variableName: string;
  readonly frameId?: number;
}

interface CopyArguments {
  readonly srcVariableName: string;
  readonly dstVariableName: string;
  readonly srcFrameId: number;
}

function valueAnswers(debug: MainThreadDebugger): Record<string, Answer> {
  return {
    variables: async (args: DebugProtocol.VariablesArguments) => ({
      variables: await debug.main.variables.children(args),
    }),
    inspectVariables: async () => ({ variables: await debug.declared() }),
    richInspectVariables: async ({ variableName, frameId }: RichArguments) => ({
      data: await richValue(debug.main, variableName, frameId),
      metadata: {},
    }),
    evaluate: async ({ expression, frameId, context }: DebugProtocol.EvaluateArguments) => {
      const isPure = context === "hover" || context === "watch";
      const value = await evaluate(debug.main, { expression, frameId, isPure });
      const { value: result, ...rest } = described(debug, value, expression, frameId);
      return { ...rest, result };
    },
    completions: async (args: DebugProtocol.CompletionsArguments) => ({
      targets: await completions(debug.main, args),
    }),
    setVariable: async (args: DebugProtocol.SetVariableArguments) =>
      described(debug, await setVariable(debug.main, args)),
    setExpression: async ({ expression, value, frameId }: DebugProtocol.SetExpressionArguments) => {
      const assigned = await evaluate(debug.main, { expression: `${expression} = (${value}\n)`, frameId });
      return described(debug, assigned, expression, frameId);
    },
    copyToGlobals: async ({ srcVariableName, dstVariableName, srcFrameId }: CopyArguments) => {
      const value = await copyToGlobals(debug.main, srcVariableName, dstVariableName, srcFrameId);
      return described(debug, value, dstVariableName);
    },
  };
}

/** A value as the front end shows it; `path` is the expression that gives it. */
function described(debug: MainThreadDebugger, value: Runtime.RemoteObject, path?: string, frameId?: number) {
  const lifetime = debug.stop === undefined ? "explorer" : "stop";
  const { name, ...shown } = debug.main.variables.variable("", value, { lifetime, frameId }, path);
  return shown;
}

function sourceAnswers(debug: MainThreadDebugger): Record<string, Answer> {
  return {
    dumpCell: ({ code }: { code: string }) => ({ sourcePath: debug.cells.dump(code) }),
    source: async ({ source }: DebugProtocol.SourceArguments) => ({
      content: await sourceText(debug.cells, source?.path ?? ""),
      mimeType: "text/typescript",
    }),
    modules: ({ startModule = 0, moduleCount }: DebugProtocol.ModulesArguments) => {
      const files = debug.main.scripts.files().map((path, id) => ({ id, name: basename(path), path }));
      const end = moduleCount ? startModule + moduleCount : files.length;
      return { modules: files.slice(startModule, end), totalModules: files.length };
    },
  };
}

async function sourceText(cells: MainThreadDebugger["cells"], path: string): Promise<string> {
  const text = cells.isCell(path) ? cells.text(path) : await readFile(path, "utf8");
  if (text === undefined) throw new Error(`No cell has the path ${path}.`);
  return text;
}
