import type { Executor, Progress, RunOptions } from "#core/data/executor.js";
import { currentSession, type OutputLine, type Session } from "./session.js";

/** A run shows its progress once it has taken this long, ms; shorter ones leave the output alone. */
const patience = 500;
const barWidth = 24;

/**
 * An executor for the calls of a cell: an interrupt of the kernel stops the run, and a long one shows a progress bar
 * in the cell's output by itself. Without a running kernel it is the executor as it was.
 */
export function withSession(executor: Executor): Executor {
  return {
    run(plan, options = {}) {
      const session = currentSession();
      if (session === undefined) return executor.run(plan, options);
      return runInSession(session, (sessionOptions) => executor.run(plan, sessionOptions), options);
    },
  };
}

async function runInSession<R>(
  session: Session,
  run: (options: RunOptions) => Promise<R>,
  options: RunOptions,
): Promise<R> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  options.signal?.addEventListener("abort", abort, { once: true });
  if (options.signal?.aborted) abort();
  const stopListening = session.onInterrupt(abort);
  const bar = progressBar(session);
  try {
    return await run({
      ...options,
      signal: controller.signal,
      onProgress: (progress) => {
        bar.show(progress);
        options.onProgress?.(progress);
      },
    });
  } finally {
    bar.end();
    stopListening();
    options.signal?.removeEventListener("abort", abort);
  }
}

function progressBar(session: Session): { show(progress: Progress): void; end(): void } {
  const started = performance.now();
  let line: OutputLine | undefined;
  return {
    show(progress) {
      const elapsed = performance.now() - started;
      if (elapsed < patience) return;
      line ??= session.openLine();
      line.update(progressText(progress, elapsed));
    },
    end: () => line?.remove(),
  };
}

/** "▕██████      ▏ 51 %  2100 of 4096 frames, 3 s left". `elapsed` in ms. */
export function progressText({ doneFrames, totalFrames }: Progress, elapsed: number): string {
  const fraction = totalFrames === 0 ? 1 : doneFrames / totalFrames;
  const filled = Math.round(fraction * barWidth);
  const bar = `▕${"█".repeat(filled)}${" ".repeat(barWidth - filled)}▏`;
  const left = fraction > 0 ? `, ${Math.ceil((elapsed / fraction - elapsed) / 1000)} s left` : "";
  return `${bar} ${Math.floor(fraction * 100)} %  ${doneFrames} of ${totalFrames} frames${left}`;
}
