import type { DOMWidgetModel } from "@jupyter-widgets/base";
import { expect, test } from "vitest";
import { KernelLink } from "../../extension/adapter/kernelLink.js";

/** A signal of Lumino's shape: what `emit` gives reaches everyone connected. */
class FakeSignal<T> {
  readonly #slots = new Set<(sender: unknown, args: T) => void>();
  connect(slot: (sender: unknown, args: T) => void): void {
    this.#slots.add(slot);
  }
  disconnect(slot: (sender: unknown, args: T) => void): void {
    this.#slots.delete(slot);
  }
  emit(args: T): void {
    for (const slot of this.#slots) slot(this, args);
  }
}

function fakeModel() {
  const kernel = {
    connectionStatus: "connected",
    statusChanged: new FakeSignal<string>(),
    disposed: new FakeSignal<void>(),
    connectionStatusChanged: new FakeSignal<string>(),
  };
  const listeners: Record<string, () => void> = {};
  const model = {
    comm_live: true,
    widget_manager: { kernel },
    on: (event: string, listener: () => void) => Object.assign(listeners, { [event]: listener }),
    once: (event: string, listener: () => void) => Object.assign(listeners, { [event]: listener }),
  };
  const heard: boolean[] = [];
  const link = new KernelLink(model as unknown as DOMWidgetModel, (connected) => heard.push(connected));
  return { kernel, model, listeners, heard, link };
}

test.each(["dead", "terminating", "restarting", "autorestarting"])(
  "a kernel that is %s is lost for good",
  (status) => {
    const { kernel, heard, link } = fakeModel();
    kernel.statusChanged.emit(status);
    kernel.statusChanged.emit("idle");
    kernel.connectionStatusChanged.emit("connected");
    expect(heard).toEqual([false]);
    expect(link.connected).toBe(false);
  },
);

test("a busy kernel is there", () => {
  const { kernel, heard } = fakeModel();
  for (const status of ["busy", "idle", "unknown"]) kernel.statusChanged.emit(status);
  expect(heard).toEqual([]);
});

test("a lost network comes back", () => {
  const { kernel, heard } = fakeModel();
  kernel.connectionStatus = "connecting";
  kernel.connectionStatusChanged.emit("connecting");
  kernel.connectionStatus = "connected";
  kernel.connectionStatusChanged.emit("connected");
  expect(heard).toEqual([false, true]);
});

test("a closed comm is told, and a kernel that was disposed of", () => {
  const closed = fakeModel();
  closed.model.comm_live = false;
  closed.listeners.comm_live_update!();
  expect(closed.heard).toEqual([false]);
  const disposed = fakeModel();
  disposed.kernel.disposed.emit();
  expect(disposed.heard).toEqual([false]);
});
