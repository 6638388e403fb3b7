// A process that is asked one JSON object a line and answers one a line.
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";

/** Whether processes can be kept on one core here. */
export const canPin = process.platform === "linux" && spawnSync("taskset", ["-c", "0", "true"]).status === 0;

/** Numeric libraries stay on the thread that calls them. */
const oneThread = {
  OMP_NUM_THREADS: "1",
  OPENBLAS_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
};

/** Starts a program, on core 0 alone when `oneCore`. `ask` rejects when it ends instead of answering. */
export function startLineProcess(program, args, { oneCore = false, env = {} } = {}) {
  const command = oneCore && canPin ? ["taskset", "-c", "0", program, ...args] : [program, ...args];
  const child = spawn(command[0], command.slice(1), {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, PYTHONWARNINGS: "ignore", ...(oneCore ? oneThread : {}), ...env },
  });
  let waiting;
  const ended = new Promise((resolve) => {
    child.on("close", resolve);
  });
  ended.then((code) => waiting?.reject(new Error(`${args[0]} ended with exit code ${code}`)));
  child.on("error", (error) => waiting?.reject(error));
  createInterface({ input: child.stdout }).on("line", (line) => waiting?.resolve(JSON.parse(line)));
  return {
    ask(request) {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        child.stdin.write(`${JSON.stringify(request)}\n`);
      });
    },
    async stop() {
      waiting = undefined;
      child.stdin.end();
      await ended;
    },
  };
}
