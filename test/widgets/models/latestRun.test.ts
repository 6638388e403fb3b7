import { expect, it } from "vitest";
import { LatestRun } from "#widgets/models/latestRun.js";

/** Jobs that end when the test says so, and a clock that the test moves. */
function harness() {
  const jobs: { request: string; signal: AbortSignal; showed(): void; end(): void }[] = [];
  const clock = { time: 0 };
  const runs = new LatestRun<string>(
    (request, job) => new Promise<void>((end) => jobs.push({ request, ...job, end })),
    () => clock.time,
  );
  const endLast = async (): Promise<void> => {
    jobs.at(-1)!.end();
    await new Promise(setImmediate);
  };
  return { jobs, clock, runs, endLast, started: () => jobs.map(({ request }) => request) };
}

it("runs the newest of the requests that came while another ran", async () => {
  const { runs, started, endLast } = harness();
  for (const request of ["a", "b", "c", "d"]) runs.submit(request);
  expect(started()).toEqual(["a"]);
  await endLast();
  expect(started()).toEqual(["a", "d"]);
  await endLast();
  expect(started()).toEqual(["a", "d"]);
});

it("cancels a running job for a newer one, and starts that only when the old one has stopped", async () => {
  const { runs, jobs, started, endLast } = harness();
  runs.submit("slow");
  runs.submit("newer");
  expect(jobs[0]!.signal.aborted).toBe(true);
  expect(started()).toEqual(["slow"]);
  await endLast();
  expect(started()).toEqual(["slow", "newer"]);
  expect(jobs[1]!.signal.aborted).toBe(false);
});

it("lets a job end that will end soon, so that quick ones all give pictures during a drag", async () => {
  const { runs, jobs, clock, endLast } = harness();
  runs.submit("first");
  clock.time = 80;
  await endLast();
  runs.submit("second");
  clock.time = 96;
  runs.submit("third");
  expect(jobs[1]!.signal.aborted).toBe(false);
  clock.time = 300;
  runs.submit("fourth");
  expect(jobs[1]!.signal.aborted, "140 ms longer than the one before").toBe(true);
});

it("never cancels two jobs in a row, so that slow ones give pictures during a drag too", async () => {
  const { runs, jobs, started, endLast } = harness();
  const cancelled: boolean[] = [];
  for (let move = 0; move < 6; move++) {
    runs.submit(`move ${move}`);
    runs.submit(`move ${move}, a little later`);
    cancelled.push(jobs.at(-1)!.signal.aborted);
    await endLast();
    runs.submit(`move ${move}, later still`);
  }
  expect(started().length).toBeGreaterThan(6);
  cancelled.forEach((was, i) => {
    expect(was && cancelled[i - 1] === true, `${i}`).toBe(false);
  });
  expect(cancelled).toContain(true);
  expect(cancelled).toContain(false);
});

it("cancels and takes nothing more once it is closed", async () => {
  const { runs, jobs, started, endLast } = harness();
  runs.submit("a");
  runs.submit("b");
  runs.close();
  expect(jobs[0]!.signal.aborted).toBe(true);
  await endLast();
  runs.submit("c");
  expect(started()).toEqual(["a"]);
});

it("ends a job that has shown something at once for a newer one, so that each coarse picture of a drag is new", async () => {
  const { runs, jobs, started, endLast } = harness();
  runs.submit("a");
  runs.submit("b");
  await endLast();
  runs.submit("c");
  expect(jobs[1]!.signal.aborted, "b has shown nothing yet, and a never did").toBe(false);
  jobs[1]!.showed();
  expect(jobs[1]!.signal.aborted).toBe(true);
  await endLast();
  jobs[2]!.showed();
  expect(jobs[2]!.signal.aborted, "nothing waits").toBe(false);
  runs.submit("d");
  expect(jobs[2]!.signal.aborted).toBe(true);
  expect(started()).toEqual(["a", "b", "c"]);
});
