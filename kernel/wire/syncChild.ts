import { readdirSync, readFileSync } from "node:fs";

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Ticks since the system started. */
  readonly started: number;
}

/**
 * Sends SIGINT to the child process that a main thread which answers nothing waits for (`execSync`), and to what that has
 * started, as a terminal does at Ctrl-C. Only Linux tells who they are; elsewhere nobody gets it.
 */
export function interruptSyncChild(): void {
  const processes = listProcesses();
  // The youngest: main starts no other while it waits.
  const [child] = childrenOf(process.pid, processes).sort((a, b) => b.started - a.started);
  if (child === undefined) return;
  for (const { pid } of [child, ...descendantsOf(child.pid, processes)]) signal(pid);
}

function descendantsOf(pid: number, processes: readonly Process[]): Process[] {
  return childrenOf(pid, processes).flatMap((child) => [child, ...descendantsOf(child.pid, processes)]);
}

function childrenOf(pid: number, processes: readonly Process[]): Process[] {
  return processes.filter(({ parent }) => parent === pid);
}

function listProcesses(): Process[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const found = describe(Number(name));
      return found === undefined ? [] : [found];
    });
}

/** Fields of proc(5), counted behind the name in brackets, which may hold anything. */
function describe(pid: number): Process | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ");
    return { pid, parent: Number(fields[1]), started: Number(fields[19]) };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

function signal(pid: number): void {
  try {
    process.kill(pid, "SIGINT");
  } catch {
    // It has ended meanwhile.
  }
}
