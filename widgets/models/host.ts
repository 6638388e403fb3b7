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

export function installWidgetHost(host: WidgetHost): void {
  installed = host;
}

export function widgetHost(): WidgetHost {
  if (installed === undefined)
    throw new Error("Widgets need a running Ronchi kernel: no widget host is installed.");
  return installed;
}
