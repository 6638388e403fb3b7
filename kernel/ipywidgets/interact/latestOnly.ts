/**
 * Runs a task at each call, but never twice at a time: calls while it runs are made up for by one more run at its end. A task
 * that returns no promise runs at once.
 */
export function latestOnly(task: () => unknown): () => unknown {
  let running = false;
  let again = false;
  return function run(): unknown {
    if (running) {
      again = true;
      return undefined;
    }
    running = true;
    const end = (): unknown => {
      running = false;
      if (!again) return undefined;
      again = false;
      return run();
    };
    try {
      const result = task();
      return result instanceof Promise ? result.finally(end) : end();
    } catch (error) {
      running = false;
      throw error;
    }
  };
}
