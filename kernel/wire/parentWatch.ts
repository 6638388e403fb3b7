/** What the watch asks the operating system; replaced in tests. */
export interface ProcessTable {
  ppid(): number;
  isAlive(pid: number): boolean;
}

const interval = 1000;

/**
 * Calls `onGone` once when the process that started the kernel has died. A front end that is killed, or stopped
 * by SIGINT, never tells its kernels, which would live on for ever.
 * @param jupyterPid JPY_PARENT_PID: the Jupyter process, when it is not our direct parent. On Windows that
 * variable holds a handle, so pass undefined there.
 */
export function watchParent(onGone: () => void, jupyterPid?: number, table = systemTable): () => void {
  const start = table.ppid();
  // A number that is no living process at the start comes from another host (a batch system copied it).
  const watched = [start, jupyterPid].filter((pid) => pid !== undefined && pid > 1 && table.isAlive(pid));
  const timer = setInterval(() => {
    if (table.ppid() === start && watched.every((pid) => table.isAlive(pid as number))) return;
    clearInterval(timer);
    onGone();
  }, interval);
  return () => clearInterval(timer);
}

const systemTable: ProcessTable = {
  ppid: () => process.ppid,
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // EPERM: it lives and belongs to somebody else.
      return (error as NodeJS.ErrnoException).code === "EPERM";
    }
  },
};
