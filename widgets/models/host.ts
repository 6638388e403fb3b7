import { RonchiError } from "#core/errors.js";

/**
 * What the kernel offers to widget models. A port: the kernel installs its own at start, a test installs a fake.
 */
export interface WidgetHost {
  /** Opens a Jupyter comm towards the front end. */
  openComm(
    target: string,
    data: Record<string, unknown>,
    metadata: Record<string, unknown>,
    buffers?: Uint8Array[],
  ): WidgetComm;
  /** Shows or updates a MIME bundle in the output of the running cell. `displayId` makes it updatable. */
  display(
    data: Record<string, unknown>,
    metadata: Record<string, unknown>,
    options?: { displayId?: string; update?: boolean },
  ): void;
  /** From now on the custom messages of this comm are answered off the main thread by the named data path. */
  registerDataPath(commId: string, kind: string, params: unknown): void;
  /** Tells the data path of this comm something: plain data. Messages of views that come later find it told. */
  tellDataPath(commId: string, told: unknown): void;
}

export interface WidgetComm {
  readonly id: string;
  send(data: Record<string, unknown>, buffers?: Uint8Array[]): void;
  onMessage(listener: (data: Record<string, unknown>, buffers: Uint8Array[]) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

let installed: WidgetHost | undefined;

/** Called once by the kernel, before any widget is made. */
export function installWidgetHost(host: WidgetHost): void {
  installed = host;
}

/** The host of all widgets. Throws RonchiError "unsupported" in a script. */
export function widgetHost(): WidgetHost {
  if (installed !== undefined) return installed;
  throw new RonchiError({
    code: "unsupported",
    subject: "widget",
    found: "a script outside of Jupyter",
    expected: "a cell of a running kernel",
    remedy: "Make it in a notebook or console.",
  });
}
