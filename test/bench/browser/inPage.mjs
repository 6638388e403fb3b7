// What the page notes of a drag, from outside of the widget: pointer moves, messages of the kernel's websocket, canvases
// that are drawn, and the outline of the detector in each animation frame. Runs in the page before anything else.

/** Installed by `page.addInitScript`; refers to nothing outside itself. */
export function installWatch() {
  const watch = { moves: [], asks: [], received: [], drawn: [], overlay: 0, frames: 0, longest: 0 };
  const decoder = new TextDecoder("latin1");
  // Parts of a kernel's message are one after the other; the content of ours comes in the first few kilobytes.
  const headOf = (data) =>
    decoder.decode(new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0).subarray(0, 6000));
  const isBinary = (data) => data instanceof ArrayBuffer || ArrayBuffer.isView(data);

  addEventListener("pointermove", (event) => watch.moves.push(event.timeStamp), true);

  const noteAsk = (head) => {
    const [, pane, seq] = /"type":"(image|pattern)","seq":(\d+)/.exec(head) ?? [];
    if (pane !== undefined)
      watch.asks.push({ pane, seq: Number(seq), at: performance.now(), moved: watch.moves.at(-1) });
  };
  const noteFrame = (head, bytes) => {
    const [, pane, seq, complete] =
      /"type":"frame","pane":"(\w+)","seq":(\d+),"complete":([\d.]+)/.exec(head) ?? [];
    if (pane === undefined) return;
    const milliseconds = Number(/"milliseconds":([\d.e+-]+)/.exec(head)?.[1]);
    const at = performance.now();
    watch.received.push({ pane, seq: Number(seq), complete: Number(complete), milliseconds, bytes, at });
  };

  const Native = WebSocket;
  window.WebSocket = class extends Native {
    constructor(...init) {
      super(...init);
      this.addEventListener("message", ({ data }) => {
        if (isBinary(data)) noteFrame(headOf(data), data.byteLength);
      });
    }
    send(data) {
      if (isBinary(data)) noteAsk(headOf(data));
      super.send(data);
    }
  };

  const after = new MessageChannel();
  const waiting = [];
  after.port1.onmessage = () => {
    for (const drawn of waiting.splice(0)) drawn.painted = performance.now();
    watch.onPainted?.();
  };
  const noteDrawn = (records) => {
    for (const canvas of new Set(records.map(({ target }) => target))) {
      const { pane, seq, complete } = canvas.dataset;
      const drawn = { pane, seq: Number(seq), complete: Number(complete), at: performance.now() };
      watch.drawn.push(drawn);
      waiting.push(drawn);
      // A task of its own comes after the browser has painted the frame in which this was drawn.
      after.port2.postMessage(0);
    }
  };

  const shapes = ["pattern", "image"].map((pane) => ({ pane, last: "" }));
  const outlines = { pattern: ".ronchi-Shape-line", image: ".ronchi-Crosshair-line" };
  let lastFrame = 0;
  const look = (now) => {
    watch.frames += 1;
    if (lastFrame > 0) watch.longest = Math.max(watch.longest, now - lastFrame);
    lastFrame = now;
    let changed = false;
    for (const shape of shapes) {
      const outline = document.querySelector(outlines[shape.pane])?.getAttribute("d") ?? "";
      changed ||= outline !== shape.last;
      shape.last = outline;
    }
    if (changed) watch.overlay += 1;
    if (watch.looking) requestAnimationFrame(look);
  };

  /**
   * Forgets what was noted and watches the picker's canvases from now on.
   * @param looks at the outlines too: this makes frames that the page would not make, so not where time is measured
   */
  watch.start = (looks) => {
    for (const list of [watch.moves, watch.asks, watch.received, watch.drawn]) list.length = 0;
    Object.assign(watch, { overlay: 0, frames: 0, longest: 0 });
    watch.observer?.disconnect();
    watch.observer = new MutationObserver(noteDrawn);
    for (const canvas of document.querySelectorAll("canvas[data-pane]"))
      watch.observer.observe(canvas, { attributes: true, attributeFilter: ["data-seq", "data-complete"] });
    lastFrame = 0;
    watch.looking = looks;
    if (looks) requestAnimationFrame(look);
  };
  /** What was noted. */
  watch.stop = () => {
    watch.looking = false;
    watch.observer.disconnect();
    const { moves, asks, received, drawn, overlay, frames, longest } = watch;
    return structuredClone({ moves, asks, received, drawn, overlay, frames, longest });
  };
  /** Resolves when a frame that answers a request newer than the `asked` first ones, as complete as wanted, was painted. */
  watch.answered = (asked, wanted) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("no picture within 30 s")), 30_000);
      const isAnswer = ({ pane, seq, complete, painted }) => {
        const ask = watch.asks[asked];
        const isOf = ask !== undefined && pane === ask.pane && seq >= ask.seq && painted !== undefined;
        return isOf && (complete === 1 || wanted === "coarse");
      };
      watch.onPainted = () => {
        if (!watch.drawn.some(isAnswer)) return;
        clearTimeout(late);
        watch.onPainted = undefined;
        resolve();
      };
      watch.onPainted();
    });
  window.ronchiWatch = watch;
}
