import { expect, it } from "vitest";
import type { Lab } from "./lab.js";
import { type LabPage, pickerCells } from "./labPage.js";
import { expectedColour, naiveSums, type PaneName, Picker, type Place } from "./picker.js";

/** A picker in JupyterLab, what a hand does with it, and what is then to be read on it. */
interface Hands {
  readonly tab: LabPage;
  readonly picker: Picker;
  /** Keys on the focused pane. */
  keys(pane: PaneName, ...keys: string[]): Promise<void>;
  drag(pane: PaneName, from: Place, to: Place, options?: DragOptions): Promise<void>;
  press(name: RegExp, role?: "button" | "radio"): Promise<void>;
}
interface DragOptions {
  /** Held while dragging. */
  readonly held?: string;
  /** Pressed before the mouse button is released. */
  readonly before?: string;
  readonly button?: "left" | "middle";
}

type Gesture = readonly [name: string, act: (hands: Hands) => Promise<void>, where: keyof Seen, is: RegExp];

/** What can be read without looking into the widget. */
interface Seen {
  readonly code: string;
  readonly pattern: string;
  readonly ruler: string;
  /** Length of the pattern's scale bar, which is that of the part that is seen. */
  readonly bar: string;
  /** Where the detector is seen on its pane. */
  readonly place: string;
  readonly menu: string;
  readonly limits: string;
  /** Around what has the focus in the picker. */
  readonly outline: string;
}

const centre: Place = [47, 47];
const stem = /centre: \[47, 47\]/;

/** In this order: each begins where the one before it ended. */
const gestures: readonly Gesture[] = [
  ["a drag of the body", (h) => h.drag("pattern", centre, [47, 52]), "code", /centre: \[47, 52\]/],
  ["Ctrl + Z", (h) => h.keys("pattern", "Control+z"), "code", stem],
  [
    "a drag with Esc",
    (h) => h.drag("pattern", centre, [60, 60], { before: "Escape" }),
    "code",
    /inner: 10, outer: 20, centre: \[47, 47\]/,
  ],
  [
    "a drag with Shift",
    (h) => h.drag("pattern", centre, [49, 57], { held: "Shift" }),
    "code",
    /centre: \[47, 57\]/,
  ],
  ["A and Shift + A", (h) => h.keys("pattern", "Shift+A", "a", "a", "a", "a", "a"), "code", stem],
  ["W, S and D", (h) => h.keys("pattern", "w", "d", "s", "s"), "code", /centre: \[48, 48\]/],
  ["arrows", (h) => h.keys("pattern", "ArrowUp", "ArrowLeft"), "code", stem],
  ["+ and −", (h) => h.keys("pattern", "+", "+", "-"), "code", /outer: 21/],
  ["[ and ]", (h) => h.keys("pattern", "]", "]", "["), "code", /inner: 11/],
  [
    "a drag of the outer radius in whole px",
    (h) => h.drag("pattern", [47, 68], [47, 72], { held: "Shift" }),
    "code",
    /outer: 25/,
  ],
  ["Page Up", (h) => h.keys("pattern", "PageUp", "PageUp", "PageUp"), "bar", /^0\.2 Å⁻¹/],
  ["Space + drag", (h) => h.drag("pattern", centre, [40, 40], { held: " " }), "place", /left above/],
  [
    "a drag with the middle button",
    (h) => h.drag("pattern", centre, [52, 52], { button: "middle" }),
    "place",
    /middle middle/,
  ],
  ["Home", (h) => h.keys("pattern", "Home"), "bar", /^0\.5 Å⁻¹/],
  ["a press on the image", (h) => h.drag("image", [10, 10], [20, 30]), "pattern", /at y 20, x 30/],
  ["I, J, K and L", (h) => h.keys("image", "i", "j", "Shift+K", "l", "l"), "pattern", /at y 24, x 31/],
  ["arrows on the image", (h) => h.keys("image", "ArrowUp", "Shift+ArrowLeft"), "pattern", /y 23, x 26/],
  ["the sum of all", (h) => h.press(/^sum$/, "radio"), "pattern", /sum of all/i],
  ["F", (h) => h.keys("image", "f"), "code", /fft|fourier|power/i],
  ["F again", (h) => h.keys("image", "f"), "code", /^const \{ image \}/],
  [
    "the ruler, by a drag",
    async (h) => {
      await h.press(/Ruler on the diffraction pattern/);
      await h.drag("pattern", [47, 47], [47, 67]);
    },
    "ruler",
    /0\.500 Å⁻¹ = 20\.0 px; d 2\.00 Å, 0\.0°/,
  ],
  ["the ruler, by keys", (h) => h.keys("pattern", "Shift+ArrowRight"), "ruler", /= 25\.0 px/],
  ["Esc, which puts the ruler away", (h) => h.keys("pattern", "Escape"), "ruler", /^$/],
  [
    "the region, by a drag",
    async (h) => {
      await h.press(/Region of the virtual image/);
      await h.drag("image", [10, 10], [19, 29]);
    },
    "pattern",
    /mean of .*y 10–19, x 10–29/,
  ],
  ["the region, by keys", (h) => h.keys("image", "ArrowDown", "+"), "pattern", /y 10–21, x 9–30/],
  [
    "Delete, which removes the region",
    (h) => h.keys("image", "Delete", "Escape"),
    "pattern",
    /at y 23, x 26/,
  ],
  ["a preset", (h) => h.press(/^BF$/), "code", /image: circle/],
  ["a shape", (h) => h.press(/^annulus$/, "radio"), "code", /image: annulus/],
  ["a response", (h) => h.press(/^max$/, "radio"), "code", /maxImage/i],
  ["the sum as response", (h) => h.press(/^∑$/, "radio"), "code", /virtualImages/],
  [
    "a limit of the histogram, by keys",
    async (h) => {
      await h.press(/^Histogram of the virtual image/);
      await h.picker.root.getByRole("slider", { name: /^Lower limit of the virtual image/ }).focus();
      await h.tab.page.keyboard.press("Shift+ArrowRight");
    },
    "limits",
    /[1-9]/,
  ],
  [
    "a right click",
    async (h) => {
      await h.picker.stage("image").click({ button: "right" });
    },
    "menu",
    /PNG.*TIFF/,
  ],
  ["Esc in the menu", (h) => h.tab.page.keyboard.press("Escape"), "menu", /^$/],
  ["Tab, which shows where it is", (h) => h.keys("image", "Tab"), "outline", /^solid [1-9]/],
  ["Esc, which leaves the pane", (h) => h.keys("image", "Escape"), "outline", /^none/],
];

/** Every gesture of the picker in JupyterLab, one after the other on one page. */
export function gestureTests(lab: Lab): void {
  it("does what each gesture says, by mouse and by keys, and no key reaches the notebook", async () => {
    const hands = await takeUp(lab);
    const { tab, picker } = hands;
    for (const [name, act, where, is] of gestures) {
      await act(hands);
      await expect.poll(async () => (await seen(picker))[where], { message: name }).toMatch(is);
    }
    expect(await tab.outputs()).toHaveLength(pickerCells.length);
    await tab.close();
  });

  it("shows the exact sums of the detector that keys made, in the colours of the map", async () => {
    const hands = await takeUp(lab);
    const { tab, picker } = hands;
    await hands.keys("pattern", "Shift+D", "w", "+", "]");
    await picker.settled();
    const { data } = await picker.shown("image");
    const expected = await naiveSums(lab.python, lab.server.folder, await picker.detector());
    expect(data).toEqual(expected);
    for (const [y, x] of [
      [0, 0],
      [33, 71],
    ] as const)
      expect(await picker.colourAt("image", [y, x])).toEqual(
        expectedColour(expected, expected[y * 96 + x]!, "linear", "viridis"),
      );
    await tab.close();
  });
}

async function takeUp(lab: Lab): Promise<Hands> {
  const tab = await lab.tab();
  const show = "new DetectorPicker(scan, { detector: annulus({ inner: 10, outer: 20, centre: [47, 47] }) })";
  tab.writeNotebook("gestures.ipynb", [...pickerCells.slice(0, 2), show]);
  await tab.openNotebook("gestures.ipynb");
  await tab.command("application:toggle-left-area");
  await tab.runAll();
  const picker = new Picker(tab.page);
  await picker.root.scrollIntoViewIfNeeded();
  await picker.settled();
  const { keyboard, mouse } = tab.page;
  return {
    tab,
    picker,
    async keys(pane, ...keys) {
      await picker.stage(pane).focus();
      for (const key of keys) await keyboard.press(key);
    },
    async drag(pane, from, to, { held, before, button = "left" } = {}) {
      await picker.stage(pane).focus();
      const [start, end] = [await picker.placeOf(pane, from), await picker.placeOf(pane, to)];
      await mouse.move(...start);
      if (held !== undefined) await keyboard.down(held);
      await mouse.down({ button });
      await mouse.move(...end, { steps: 4 });
      if (before !== undefined) await keyboard.press(before);
      await mouse.up({ button });
      if (held !== undefined) await keyboard.up(held);
    },
    press: (name, role = "button") => picker.root.getByRole(role, { name }).first().click(),
  };
}

async function seen(picker: Picker): Promise<Seen> {
  return await picker.root.evaluate((root) => {
    const text = (selector: string) => root.querySelector(selector)?.textContent ?? "";
    const shown = (selector: string) =>
      [...root.querySelectorAll(selector)].filter((element) => element.getClientRects().length > 0);
    const placeOf = (mark: Element) => {
      const [box, pane] = [mark, mark.closest("svg")!].map((element) => element.getBoundingClientRect());
      const [right, down] = [box!.x + box!.width / 2 - pane!.x, box!.y + box!.height / 2 - pane!.y];
      const word = (off: number, before: string, after: string) =>
        off < -20 ? before : off > 20 ? after : "middle";
      return `${word(right - pane!.width / 2, "left", "right")} ${word(down - pane!.height / 2, "above", "below")}`;
    };
    const outlineOf = (element: Element | null) => {
      const style = element === null ? undefined : getComputedStyle(element);
      return style === undefined ? "none" : `${style.outlineStyle} ${style.outlineWidth}`;
    };
    const slider = root.querySelector('[aria-label^="Lower limit of the virtual image"][role=slider]');
    return {
      code: text(".ronchi-CodeLine code"),
      pattern: text(".ronchi-Pane-detail"),
      ruler: shown(".ronchi-Ruler-label tspan")
        .map((line) => line.textContent)
        .join("; "),
      bar: text(".ronchi-ScaleBar-label"),
      place: placeOf(root.querySelector(".ronchi-Shape-line")!),
      menu: shown(".ronchi-Popup-item")
        .map((item) => item.textContent)
        .join(", "),
      outline: outlineOf(root.querySelector(":focus-visible")),
      limits: slider?.getAttribute("aria-valuenow") ?? "",
    };
  });
}
