import { installWidgetHost } from "#widgets/models/host.js";
import { clearOutput, input, page, password } from "./api/frontEnd.js";
import * as tslab from "./api/tslab.js";
import { CommManager } from "./comm/commManager.js";
import { createWidgetHost } from "./comm/widgetHost.js";
import { createDeno } from "./compat/deno.js";
import { connectCompute } from "./compute/connectCompute.js";
import { installDebugger } from "./debugger/mainSide.js";
import { installPromiseInspect } from "./display/inspectPromise.js";
import { createOutputLines } from "./display/outputLine.js";
import { createShower } from "./display/shower.js";
import { createDialogs } from "./frontEnd/dialogs.js";
import { createFrontEnd } from "./frontEnd/frontEnd.js";
import { createLeave } from "./frontEnd/leave.js";
import { installAsyncStackReset } from "./interpreter/asyncStack.js";
import { captureStreams } from "./interpreter/captureStreams.js";
import { createCellOutput } from "./interpreter/cellOutput.js";
import { CellRunner } from "./interpreter/cellRunner.js";
import { captureChildren } from "./interpreter/childOutput.js";
import { Interpreter } from "./interpreter/interpreter.js";
import { printLateErrors } from "./interpreter/lateErrors.js";
import { createCellRequire } from "./interpreter/modules/cellRequire.js";
import { createModuleLoader, type RunningModules } from "./interpreter/modules/moduleLoader.js";
import { keepKernelOnExit } from "./interpreter/processExit.js";
import { Recall } from "./interpreter/recall.js";
import { installTimers } from "./interpreter/timers.js";
import { currentRequestId, isCurrentWorkOver } from "./interpreter/work.js";
import { installCellOutput } from "./ipywidgets/cell.js";
import { createMagicHost } from "./magics/host.js";
import { doMagic } from "./magics/magics.js";
import { handleFromWire, type PostToWire } from "./mainHandlers.js";
import { installSession } from "./session/session.js";
import type { ToMain } from "./wire/link.js";

/** The kernel's own modules: cells get these instances, whatever lies in the notebook's folder. */
const runningModules: RunningModules = {
  ronchi: () => import("#kernel/api/index.js"),
  "ronchi/widgets": () => import("#kernel/api/widgets.js"),
  "ronchi/ipywidgets": () => import("#kernel/api/ipywidgets.js"),
  tslab: async () => tslab,
};

/**
 * Joins what user code runs on: interpreter, display, comms, and the host of the widgets.
 * @returns the function that takes the messages of the wire.
 */
export function startMainThread(post: PostToWire): (message: ToMain) => void {
  const comms = new CommManager(post);
  const frontEnd = createFrontEnd(post);
  const shower = createShower(post);
  const loader = createModuleLoader(process.cwd(), runningModules);
  const installRequire = (): void => {
    Object.assign(globalThis, { require: createCellRequire(loader.meta.filename, { tslab }) });
  };
  installRequire();
  const magics = createMagicHost({
    loader,
    shower,
    frontEnd,
    post,
    interpreter: () => interpreter,
    onInterrupt: (listener) => runner.onInterrupt(listener),
    onMoved: installRequire,
  });
  const magic = (command: string, argument: string, body?: string) =>
    doMagic(magics.host, command, argument, body);
  const interpreter = new Interpreter(loader, magic, createDeno(shower, post));
  const recall = new Recall();
  recall.install();
  const runner = new CellRunner({ interpreter, shower, recall, post });
  captureStreams((name, text) => {
    // What an interrupt could not end, in a package, goes on unseen.
    if (!isCurrentWorkOver()) post({ type: "stream", requestId: currentRequestId(), name, text });
  });
  captureChildren();
  printLateErrors(interpreter);
  keepKernelOnExit();
  interpreter.installStackTraces();
  installAsyncStackReset();
  installDebugger(interpreter, (breakpointId, text, isError) =>
    post({ type: "debug-output", breakpointId, text, isError }),
  );
  installTimers();
  installPromiseInspect();
  installWidgetHost(createWidgetHost({ comms, shower, post, connectCompute }));
  comms.registerTarget("jupyter.widget", (comm, data, buffers) => {
    void import("./ipywidgets/adopt.js").then(({ adoptWidget }) => adoptWidget(comm, data, buffers));
  });
  const openLine = createOutputLines(shower);
  installSession({
    openLine,
    show: shower.bundle,
    frontEnd,
    onInterrupt: (listener) => runner.onInterrupt(listener),
  });
  Object.assign(globalThis, {
    display: shower.display,
    input,
    password,
    clearOutput,
    page,
    ...createDialogs(frontEnd),
    exit: createLeave(frontEnd),
    quit: createLeave(frontEnd),
  });
  const output = createCellOutput({ shower, runner, frontEnd });
  installCellOutput(output);
  return handleFromWire({ runner, comms, frontEnd, magics, post, onDrawsWidgets: output.setDrawsWidgets });
}
