import { type Debugger, type Runtime, Session } from "node:inspector";

/** The commands of V8's inspector that the debugger uses: name -> [parameters, answer]. */
interface Commands {
  "Debugger.enable": [undefined, unknown];
  "Debugger.disable": [undefined, unknown];
  "Debugger.evaluateOnCallFrame": [
    Debugger.EvaluateOnCallFrameParameterType & { readonly timeout?: number },
    Debugger.EvaluateOnCallFrameReturnType,
  ];
  "Debugger.getScriptSource": [Debugger.GetScriptSourceParameterType, Debugger.GetScriptSourceReturnType];
  "Debugger.pause": [undefined, unknown];
  "Debugger.removeBreakpoint": [Debugger.RemoveBreakpointParameterType, unknown];
  "Debugger.resume": [undefined, unknown];
  "Debugger.setAsyncCallStackDepth": [Debugger.SetAsyncCallStackDepthParameterType, unknown];
  "Debugger.setBlackboxPatterns": [Debugger.SetBlackboxPatternsParameterType, unknown];
  "Debugger.setBreakpoint": [Debugger.SetBreakpointParameterType, Debugger.SetBreakpointReturnType];
  "Debugger.setBreakpointByUrl": [
    Debugger.SetBreakpointByUrlParameterType,
    Debugger.SetBreakpointByUrlReturnType,
  ];
  "Debugger.setInstrumentationBreakpoint": [{ readonly instrumentation: string }, unknown];
  "Debugger.setPauseOnExceptions": [Debugger.SetPauseOnExceptionsParameterType, unknown];
  "Debugger.setSkipAllPauses": [Debugger.SetSkipAllPausesParameterType, unknown];
  "Debugger.setVariableValue": [Debugger.SetVariableValueParameterType, unknown];
  "Debugger.stepInto": [undefined, unknown];
  "Debugger.stepOut": [undefined, unknown];
  "Debugger.stepOver": [undefined, unknown];
  "Runtime.callFunctionOn": [Runtime.CallFunctionOnParameterType, Runtime.CallFunctionOnReturnType];
  "Runtime.evaluate": [
    Runtime.EvaluateParameterType & {
      readonly disableBreaks?: boolean;
      readonly replMode?: boolean;
      readonly timeout?: number;
    },
    Runtime.EvaluateReturnType,
  ];
  "Runtime.getProperties": [Runtime.GetPropertiesParameterType, Runtime.GetPropertiesReturnType];
  "Runtime.terminateExecution": [undefined, unknown];
  "Runtime.releaseObjectGroup": [Runtime.ReleaseObjectGroupParameterType, unknown];
}

interface Events {
  "Debugger.breakpointResolved": Debugger.BreakpointResolvedEventDataType;
  "Debugger.paused": Debugger.PausedEventDataType;
  "Debugger.resumed": undefined;
  "Debugger.scriptParsed": Debugger.ScriptParsedEventDataType;
}

/** V8's inspector of the main thread, as another thread sees it. */
export interface Inspector {
  /** Rejects with what V8 says is wrong. */
  post<M extends keyof Commands>(method: M, params?: Commands[M][0]): Promise<Commands[M][1]>;
  /** Posts a command that main may have overtaken (it goes on by itself, the debugger left): a refusal means nothing. */
  tell<M extends keyof Commands>(method: M, params?: Commands[M][0]): void;
  on<E extends keyof Events>(event: E, listener: (params: Events[E]) => void): void;
  /** Ends the session; a main thread that stands still goes on. */
  close(): void;
}

/** Connects to the main thread, busy or not. Call it from a worker. It costs main nothing until a domain is enabled. */
export function inspectMainThread(): Inspector {
  const session = new Session();
  session.connectToMainThread();
  let isClosed = false;
  return {
    post: (method, params) =>
      new Promise((resolve, reject) => {
        session.post(method, params, (error: Error | null, answer?: unknown) => {
          if (error === null) resolve(answer as never);
          // Who closes does not wait for what is still on its way.
          else if (!isClosed) reject(new Error(messageOf(error)));
        });
      }),
    tell: (method, params) => {
      if (!isClosed) session.post(method, params);
    },
    on: (event, listener) => session.on(event, ({ params }: { params: never }) => listener(params)),
    close: () => {
      isClosed = true;
      session.disconnect();
    },
  };
}

/** Node wraps V8's answer: "Inspector error -32000: Cannot find context". */
function messageOf({ message }: Error): string {
  return message.replace(/^Inspector error -?\d+: /, "");
}
