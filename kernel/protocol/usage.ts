import { cpus, freemem, hostname, totalmem } from "node:os";
import type { JsonObject } from "../wire/link.js";

/** Makes the function that gives the content of usage_reply: what the kernel and its machine use just now. */
export function createUsage(): () => JsonObject {
  let [cpu, time] = [process.cpuUsage(), performance.now()];
  let host = hostTimes();
  return () => {
    const used = process.cpuUsage(cpu);
    const elapsed = performance.now() - time;
    const before = host;
    [cpu, time, host] = [process.cpuUsage(), performance.now(), hostTimes()];
    return {
      status: "ok",
      hostname: hostname(),
      pid: process.pid,
      // Percent of one core; more than 100 when several work.
      kernel_cpu: percent((used.user + used.system) / 1000, elapsed),
      kernel_memory: process.memoryUsage.rss(),
      cpu_count: cpus().length,
      host_cpu_percent: percent(host.busy - before.busy, host.total - before.total),
      host_virtual_memory: virtualMemory(),
    };
  };
}

function virtualMemory(): JsonObject {
  const [total, free] = [totalmem(), freemem()];
  return { total, available: free, percent: percent(total - free, total), used: total - free, free };
}

/** Milliseconds of all cores since the machine started. */
function hostTimes(): { readonly busy: number; readonly total: number } {
  let [busy, total] = [0, 0];
  for (const { times } of cpus()) {
    const all = times.user + times.nice + times.sys + times.irq + times.idle;
    total += all;
    busy += all - times.idle;
  }
  return { busy, total };
}

/** With one decimal; 0 of 0 is 0. */
function percent(part: number, whole: number): number {
  return whole > 0 ? Math.round((1000 * part) / whole) / 10 : 0;
}
