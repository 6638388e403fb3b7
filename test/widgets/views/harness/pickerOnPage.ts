import type { Locator } from "playwright-core";
import type { DetectorPickerState, PickerRequest } from "#widgets/models/detectorPickerState.js";
import type { Harness } from "./page.js";
import type { ViewsPage } from "./viewsPage.js";

declare const harness: Harness;

export type PaneName = "pattern" | "image";
/** [y, x], image px. */
export type Place = readonly [number, number];
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Shape of the scan that a picker shows when nothing else is said. */
export const shape = [12, 16, 32, 32] as const;

/** One of the pickers on the page, with that {@link shape}, as a hand and a program reach it. */
export interface PickerOnPage {
  stage(pane: PaneName): Locator;
  /** As its kernel has it; a test says what type it looks for. */
  trait(name: keyof DetectorPickerState): Promise<never>;
  /** What was asked of its kernel, of one type, in the order of asking. */
  requests(type: PickerRequest["type"]): Promise<PickerRequest[]>;
  /** The values that a pane shows. */
  shownData(pane: PaneName): Promise<number[]>;
  /** Colour on the canvas, RGBA. */
  canvasPixel(pane: PaneName, at: Place): Promise<number[]>;
  /** Number of the drawn frame. */
  drawnSeq(pane: PaneName): Promise<number>;
  /** Waits for an animation frame and what follows it. */
  nextFrame(): Promise<unknown>;
  /** CSS px [x, y] on the page. */
  placeOf(pane: PaneName, at: Place): Promise<[number, number]>;
  /** Presses at one place and moves to another; the button stays down. */
  drag(pane: PaneName, from: Place, to: Place): Promise<void>;
}

/** The picker that was mounted as number `at`. */
export function pickerOnPage(views: Pick<ViewsPage, "page">, at = 0): PickerOnPage {
  const root = () => views.page.locator(".ronchi-DetectorPicker").nth(at);
  const stage = (pane: PaneName) =>
    root().getByRole("application", { name: pane === "pattern" ? /diffraction pattern/ : /virtual image/ });

  async function placeOf(pane: PaneName, [y, x]: Place): Promise<[number, number]> {
    const box = (await stage(pane).boundingBox())!;
    const [height, width] = pane === "pattern" ? [shape[2], shape[3]] : [shape[0], shape[1]];
    const scale = Math.min(box.width / width, box.height / height);
    const along = (middle: number, place: number, size: number) => middle + (place - (size - 1) / 2) * scale;
    return [along(box.x + box.width / 2, x, width), along(box.y + box.height / 2, y, height)];
  }

  return {
    stage,
    placeOf,
    // Traits and requests are JSON.
    trait: (name) =>
      views.page.evaluate(([wanted, kernel]) => harness.kernels[kernel]!.get(wanted) as never, [
        name,
        at,
      ] as const) as Promise<never>,
    requests: (type) =>
      views.page.evaluate(
        ([kind, kernel]) => harness.kernels[kernel]!.requests.filter((request) => request.type === kind),
        [type, at] as const,
      ),
    shownData: (pane) =>
      root().evaluate((element, name) => {
        const { ronchi } = element as unknown as { ronchi: Record<string, { data: ArrayLike<number> }> };
        return Array.from(ronchi[name]!.data);
      }, pane),
    async canvasPixel(pane, place) {
      const at = await placeOf(pane, place);
      return await root()
        .locator(`canvas[data-pane=${pane}]`)
        .evaluate((element, [px, py]) => {
          const canvas = element as HTMLCanvasElement;
          const box = canvas.getBoundingClientRect();
          const ratio = canvas.width / box.width;
          const [left, top] = [Math.round((px - box.x) * ratio), Math.round((py - box.y) * ratio)];
          return [...canvas.getContext("2d")!.getImageData(left, top, 1, 1).data];
        }, at);
    },
    drawnSeq: async (pane) =>
      Number(await root().locator(`canvas[data-pane=${pane}]`).getAttribute("data-seq")),
    nextFrame: () =>
      views.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))),
    async drag(pane, from, to) {
      const { mouse } = views.page;
      await mouse.move(...(await placeOf(pane, from)));
      await mouse.down();
      await mouse.move(...(await placeOf(pane, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])));
      await mouse.move(...(await placeOf(pane, to)));
    },
  };
}
