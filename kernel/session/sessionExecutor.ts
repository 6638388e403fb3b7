import type { Executor, Progress, RunOptions } from "#core/data/executor.js";
import { durationText } from "../display/durationText.js";
import { currentSession, type OutputLine, type Session } from "./session.js";

/** A run shows its progress once it has taken this long, ms; shorter ones leave the output alone. */
const patience = 500;
const barWidth = 24;

/**
 * An executor for the calls of a cell: an interrupt of the kernel stops the run, and a long one shows a progress bar
 * in the cell's output by itself, and at last one line that tells what ran and how long. Without a running kernel it is the executor as it was.
 */
export function withSession(executor: Executor): Executor {
  return {
    run(plan, options = {}) {
      const session = currentSession();
      if (session === undefined) return executor.run(plan, options);
      const { title = plan.calls.map(({ name }) => name).join(", ") } = options;
      return runInSession(session, (sessionOptions) => executor.run(plan, sessionOptions), {
        ...options,
        title,
      });
    },
  };
}

async function runInSession<R>(
  session: Session,
  run: (options: RunOptions) => Promise<R>,
  options: RunOptions & { readonly title: string },
): Promise<R> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  options.signal?.addEventListener("abort", abort, { once: true });
  if (options.signal?.aborted) abort();
  const stopListening = session.onInterrupt(abort);
  const bar = progressBar(session, options.title);
  try {
    const result = await run({
      ...options,
      signal: controller.signal,
      onProgress: (progress) => {
        bar.show(progress);
        options.onProgress?.(progress);
      },
    });
    bar.end(true);
    return result;
  } catch (error) {
    bar.end(false);
    throw error;
  } finally {
    stopListening();
    options.signal?.removeEventListener("abort", abort);
  }
}

interface ProgressBar {
  show(progress: Progress): void;
  end(isComplete: boolean): void;
}

/** Shows nothing before the patience is over, nor after it when nothing was shown. */
function progressBar(session: Session, title: string): ProgressBar {
  const started = performance.now();
  const elapsed = (): number => performance.now() - started;
  let line: OutputLine | undefined;
  let last: Progress = { doneFrames: 0, totalFrames: 0 };
  return {
    show(progress) {
      last = progress;
      if (elapsed() < patience) return;
      line ??= session.openLine(title);
      line.update(`${title} ${progressText(progress, elapsed())}`);
    },
    end(isComplete) {
      line?.end(`${title}: ${isComplete ? completeText(last, elapsed()) : stoppedText(last)}`);
    },
  };
}

/** "▕██████      ▏ 51 %  2100 of 4096 frames, 3 s left". `elapsed` in ms. */
export function progressText({ doneFrames, totalFrames }: Progress, elapsed: number): string {
  const fraction = totalFrames === 0 ? 1 : doneFrames / totalFrames;
  const filled = Math.round(fraction * barWidth);
  const bar = `▕${"█".repeat(filled)}${" ".repeat(barWidth - filled)}▏`;
  const wholeSecondsLeft = Math.ceil((elapsed / fraction - elapsed) / 1000);
  const left = fraction > 0 ? `, ${durationText(1000 * wholeSecondsLeft)} left` : "";
  return `${bar} ${Math.floor(fraction * 100)} %  ${doneFrames} of ${totalFrames} frames${left}`;
}

function completeText({ totalFrames }: Progress, elapsed: number): string {
  return `${totalFrames} frames in ${durationText(elapsed)}`;
}

function stoppedText({ doneFrames, totalFrames }: Progress): string {
  return `stopped after ${doneFrames} of ${totalFrames} frames`;
}
