// What a user of JupyterLab sees of a drag: real server, real Chromium, real mouse. `npm run bench -- browser`. Prints
// milliseconds from the move of the pointer to the picture on the screen, and redraws a second; and checks that the last
// picture is the right one.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { openLab } from "../../dist/test/integration/lab/lab.js";
import { textOf } from "../../dist/test/integration/lab/labPage.js";
import { Picker } from "../../dist/test/integration/lab/picker.js";
import { ensureChromium } from "../../tools/chromium.mjs";
import { setup } from "../../tools/setup.mjs";
import { program, Stop, say } from "../../tools/steps.mjs";
import { answersOf, dragByHand, dragStepwise, drawnRate, firstsOf } from "./browser/drags.mjs";
import { installWatch } from "./browser/inPage.mjs";
import { answerHeading, answerRow, handHeading, handRow, ms } from "./browser/report.mjs";
import { folder, largeFrames, largeScan } from "./drag/scans.mjs";
import { machine, table } from "./virtualImages/report.mjs";

const moves = Number(process.env.BENCH_REPEATS ?? 30);
const flagship = join(folder, "flagship", "flagship_master.h5");

/** Detectors on 128 x 128 px, where a hand takes them, and ms that a drag of them may take. */
const centre = [63.5, 63.5];
const detectors = {
  "bright-field disk": { code: "circle({ centre: [63.5, 63.5], radius: 13 })", grip: centre, goal: 60 },
  spot: { code: "circle({ centre: [63.5, 95.5], radius: 2.5 })", grip: [63.5, 95.5], goal: 60 },
  annulus: { code: "annulus({ centre: [63.5, 63.5], inner: 20, outer: 58 })", grip: centre, goal: 100 },
  rectangle: { code: "rectangle({ centre: [63.5, 63.5], height: 40, width: 76 })", grip: centre, goal: 100 },
};

await program(async () => {
  const chromium = await ensureChromium();
  if (chromium === undefined) throw new Stop("This benchmark needs a browser.");
  const scans = { large: await largeScan(), frames: await largeFrames() };
  const lab = await openLab(await setup(), chromium);
  say(`\n${machine()}; ms from the move of the pointer to the picture on the screen`);
  try {
    await withPicker(lab, scans.large, {}, dragsInMemory);
    await withPicker(lab, scans.frames, {}, framesToTheBrowser);
    if (existsSync(flagship))
      await withPicker(lab, flagship, { scanShape: [1024, 1024], memoryLimit: 64e6 }, longPass);
    else say("\nThe flagship file is not there: `npm run bench -- flagship` writes it.");
  } finally {
    await lab.close();
  }
});

/** A notebook with a picker over a file, in a tab of its own. */
async function withPicker(lab, path, options, measure) {
  const tab = await lab.tab();
  await tab.page.addInitScript(installWatch);
  tab.writeNotebook("bench.ipynb", [
    'import { annulus, circle, open, rectangle, virtualImages } from "ronchi";\nimport { DetectorPicker } from "ronchi/widgets";',
    `const scan = await open(${JSON.stringify(path)}, ${JSON.stringify(options)});\nconst picker = new DetectorPicker(scan);`,
    "picker",
  ]);
  await tab.openNotebook("bench.ipynb");
  await tab.command("application:toggle-left-area");
  await tab.runAll();
  const picker = new Picker(tab.page);
  await inView(tab, picker);
  await measure(tab, picker);
  await tab.close();
}

async function inView(tab, picker) {
  await tab.showCell(2);
  await picker.settled();
}

/** A drag of the picker in view. */
async function drag(tab, picker, how, options) {
  await inView(tab, picker);
  return await how(tab, picker, options);
}

async function dragsInMemory(tab, picker) {
  const rows = [answerHeading];
  for (const [name, { code, grip, goal }] of Object.entries(detectors)) {
    await tab.runCell(`picker.detector = ${code};`);
    const stepwise = () => drag(tab, picker, dragStepwise, { path: pathFrom(grip, moves) });
    rows.push(answerRow(name, await stepwise(), goal, await isExact(tab, picker)));
    rows.push(answerRow("  while a cell runs", await whileBusy(tab, stepwise), goal, "–"));
  }
  const what =
    "256 x 256 scan of 128 x 128 uint16, kept in memory; each move after the answer to the last one";
  say(`\n${what}\n${table(rows)}`);
  const byHand = (options) => drag(tab, picker, dragByHand, options);
  const idle = await byHand({ pane: "image", path: pathFrom([128, 128], 60) });
  const passes = await byHand({ path: pathFrom(detectors.rectangle.grip, 60) });
  const hand = [
    handHeading,
    handRow("scan position, no pass", idle, "60"),
    handRow("rectangle", passes, "60"),
  ];
  say(`\na hand that moves 120 times a second for two seconds\n${table(hand)}`);
}

/** The scan position is dragged over large frames: each asks for its pattern, and credits bound what is under way. */
async function framesToTheBrowser(tab, picker) {
  await tab.runCell("picker.cursor = [0, 0];");
  const path = Array.from({ length: 64 }, (_, i) => [i >> 3, i & 8 ? 7 - (i & 7) : i & 7]);
  const noted = await drag(tab, picker, dragByHand, { pane: "image", path, seconds: 3 });
  await picker.settled();
  const rate = drawnRate(noted, "pattern").toFixed(0);
  const bytes = noted.received.reduce((sum, frame) => sum + frame.bytes, 0) / noted.seconds;
  const last = await isExact(tab, picker, "pattern");
  say(
    `\n512 x 512 uint16: ${rate} frames/s drawn (goal 30), ${(bytes / 1e6).toFixed(0)} MB/s, the last one ${last}`,
  );
}

/** A scan that is not kept in memory: each move reads the file. */
async function longPass(tab, picker) {
  await tab.runCell("picker.detector = circle({ centre: [47.5, 47.5], radius: 10 });");
  const grip = [47.5, 47.5];
  const coarse = await drag(tab, picker, dragStepwise, { path: pathFrom(grip, 10), wanted: "coarse" });
  const exact = await drag(tab, picker, dragStepwise, { path: pathFrom(grip, 3) });
  const hand = await drag(tab, picker, dragByHand, { path: pathFrom(grip, 60) });
  const row = (name, times, goal) => [name, ms(times, 0.5), ms(times, 1), goal];
  const rows = [
    ["picture", "median", "most", "goal"],
    row("coarse", firstsOf(coarse, "image"), "150"),
    row(
      "exact",
      answersOf(exact, "image").map((answer) => answer.exact),
      "3000",
    ),
  ];
  say(`\n1024 x 1024 scan of 96 x 96 uint16, each pass from the file\n${table(rows)}`);
  say(`\n${table([handHeading, handRow("disk, during passes", hand, "30")])}`);
}

/** Small moves about a place, image px: there and back along both axes, never twice at one place in a row. */
function pathFrom([y, x], count) {
  return Array.from({ length: count + 1 }, (_, i) => [
    y + 3 * Math.sin((2 * Math.PI * i) / 17),
    x + 4 * Math.sin((2 * Math.PI * i) / 23),
  ]);
}

async function whileBusy(tab, work) {
  await tab.addCell("for (const until = Date.now() + 120_000; Date.now() < until; );");
  const cell = tab.command("notebook:run-cell");
  await tab.status("busy");
  const made = await work();
  await tab.command("notebook:interrupt-kernel");
  await cell;
  await tab.status("idle");
  return made;
}

/** Whether the picture that is drawn is the one that the kernel makes for the picker as it stands. */
async function isExact(tab, picker, pane = "image") {
  await picker.settled();
  const outputs = await tab.runCell(`console.log(JSON.stringify([...(await picker.${pane}).data]));`);
  const { data } = await picker.shown(pane);
  return textOf(outputs[0]).trim() === JSON.stringify(data) ? "exact" : "WRONG";
}
