import type { DOMWidgetModel } from "@jupyter-widgets/base";
import type { Kernel } from "@jupyterlab/services";

/** A kernel in one of these states has lost its comms for good, even if it comes back under the same id. */
const lostStatuses: readonly Kernel.Status[] = ["dead", "terminating", "restarting", "autorestarting"];

/**
 * Whether a model can reach its other half in the kernel. The widget manager only notices a restart that the user
 * asked for; a kernel that was killed, shut down or is out of reach is noticed here.
 */
export class KernelLink {
  readonly #model: DOMWidgetModel;
  readonly #kernel: Kernel.IKernelConnection | null;
  readonly #changed: (connected: boolean) => void;
  #lost = false;
  #connected: boolean;

  /** `changed` is called with the new state whenever it is another one. */
  constructor(model: DOMWidgetModel, changed: (connected: boolean) => void) {
    this.#model = model;
    this.#kernel = kernelOf(model);
    this.#changed = changed;
    this.#connected = this.#isConnected();
    this.#listen();
  }

  get connected(): boolean {
    return this.#connected;
  }

  #listen(): void {
    const kernel = this.#kernel;
    const statusChanged = (_: unknown, status: Kernel.Status) => {
      if (lostStatuses.includes(status)) this.#lose();
    };
    const lose = () => this.#lose();
    const update = () => this.#update();
    kernel?.statusChanged.connect(statusChanged);
    kernel?.disposed.connect(lose);
    kernel?.connectionStatusChanged.connect(update);
    this.#model.on("comm_live_update", update);
    this.#model.once("destroy", () => {
      this.#lose();
      kernel?.statusChanged.disconnect(statusChanged);
      kernel?.disposed.disconnect(lose);
      kernel?.connectionStatusChanged.disconnect(update);
    });
  }

  #lose(): void {
    this.#lost = true;
    this.#update();
  }

  #isConnected(): boolean {
    if (this.#lost || !this.#model.comm_live) return false;
    return this.#kernel === null || this.#kernel.connectionStatus === "connected";
  }

  #update(): void {
    const connected = this.#isConnected();
    if (connected === this.#connected) return;
    this.#connected = connected;
    this.#changed(connected);
  }
}

/** JupyterLab's widget managers have a kernel; their common interface does not say so. */
function kernelOf(model: DOMWidgetModel): Kernel.IKernelConnection | null {
  const manager: { kernel?: Kernel.IKernelConnection | null } = model.widget_manager as object;
  return manager.kernel ?? null;
}
