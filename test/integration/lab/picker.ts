import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Locator, Page } from "playwright-core";
import { colormapTable } from "#widgets/draw/colormap.js";
import { percentileLimits, scaleValue } from "#widgets/draw/contrast.js";
import type { ColormapName, IntensityScale } from "#widgets/models/detectorPickerState.js";
import { root } from "../../fixtures/root.js";

/** Longer than the picker waits before it says that it recomputes. */
const quietMilliseconds = 500;

export type PaneName = "image" | "pattern";
export type Place = readonly [number, number];

export interface ShownImage {
  readonly data: number[];
  readonly shape: Place;
  readonly seq: number;
}

export interface AnnulusOrCircle {
  readonly shape: string;
  readonly centre: number[];
  readonly [size: string]: unknown;
}

/** A detector of any shape that {@link naiveSums} knows. */
export interface AnyShape {
  readonly shape: string;
  readonly [field: string]: unknown;
}

/** A DetectorPicker on a page, as a user and a program see it. */
export class Picker {
  readonly root: Locator;
  readonly #page: Page;

  /** @param at which one of those on the page */
  constructor(page: Page, at = 0) {
    this.#page = page;
    this.root = page.locator(".ronchi-DetectorPicker").nth(at);
  }

  canvas(pane: PaneName): Locator {
    return this.root.locator(`canvas[data-pane=${pane}]`);
  }

  stage(pane: PaneName): Locator {
    return this.root.getByRole("application", {
      name: pane === "pattern" ? /diffraction pattern/ : /virtual image/,
    });
  }

  /**
   * Waits until both panes show the exact answer to the newest request: complete, nothing written over them ("Recomputing"
   * appears after 150 ms without an answer), and nothing new for longer than that.
   */
  async settled(): Promise<void> {
    await this.root.locator("canvas").first().waitFor();
    await this.root.evaluate((root, quiet) => {
      const state = () => {
        const canvases = [...root.querySelectorAll<HTMLElement>("canvas[data-pane]")];
        const exact = canvases.every((canvas) => canvas.dataset.complete === "1");
        const idle =
          exact &&
          canvases.length === 2 &&
          root.querySelector(".ronchi-Note:not(.ronchi-Note--empty)") === null;
        return idle ? canvases.map((canvas) => canvas.dataset.seq).join() : undefined;
      };
      return new Promise<void>((done) => {
        let [last, since] = [state(), performance.now()];
        const look = () => {
          const now = state();
          if (now === undefined || now !== last) [last, since] = [now, performance.now()];
          if (performance.now() - since > quiet) done();
          else requestAnimationFrame(look);
        };
        look();
      });
    }, quietMilliseconds);
  }

  /** The data behind a canvas. */
  async shown(pane: PaneName): Promise<ShownImage> {
    return await this.root.evaluate((root, name) => {
      const { data, shape, seq } = (root as unknown as { ronchi: Record<string, ShownImage> }).ronchi[name]!;
      return { data: [...data], shape, seq };
    }, pane);
  }

  /** Where an image px [y, x] lies on the page, CSS px [x, y]. */
  async placeOf(pane: PaneName, [y, x]: Place): Promise<[number, number]> {
    const box = (await this.canvas(pane).boundingBox())!;
    const [height, width] = (await this.shown(pane)).shape;
    const scale = Math.min(box.width / width, box.height / height);
    return [
      box.x + box.width / 2 + (x - (width - 1) / 2) * scale,
      box.y + box.height / 2 + (y - (height - 1) / 2) * scale,
    ];
  }

  /** Colour on the canvas at an image px [y, x], RGBA. */
  async colourAt(pane: PaneName, at: Place): Promise<number[]> {
    const place = await this.placeOf(pane, at);
    return await this.canvas(pane).evaluate((element, [x, y]) => {
      const canvas = element as HTMLCanvasElement;
      const box = canvas.getBoundingClientRect();
      const [px, py] = [
        (x - box.left) * (canvas.width / box.width),
        (y - box.top) * (canvas.height / box.height),
      ];
      return [...canvas.getContext("2d")!.getImageData(Math.floor(px), Math.floor(py), 1, 1).data];
    }, place);
  }

  /** Presses at one image px of a pane and moves to another in small steps; the button stays down. */
  async startDrag(pane: PaneName, from: Place, to: Place, steps = 30): Promise<void> {
    const [start, end] = [await this.placeOf(pane, from), await this.placeOf(pane, to)];
    await this.#page.mouse.move(...start);
    await this.#page.mouse.down();
    for (let step = 1; step <= steps; step++) {
      const along = (axis: 0 | 1) => start[axis] + ((end[axis] - start[axis]) * step) / steps;
      await this.#page.mouse.move(along(0), along(1));
      await this.#page.waitForTimeout(30);
    }
  }

  /** Moves on to an image px of a pane while the button is down. */
  async dragTo(pane: PaneName, to: Place): Promise<void> {
    await this.#page.mouse.move(...(await this.placeOf(pane, to)));
  }

  async endDrag(): Promise<void> {
    await this.#page.mouse.up();
  }

  /** The line of code that the picker offers. */
  async code(): Promise<string> {
    return (await this.root.locator(".ronchi-CodeLine code").textContent()) ?? "";
  }

  /** The detector that the line of code names. */
  async detector(): Promise<AnnulusOrCircle> {
    const [, shape, fields] = /image: (\w+)\((\{.*?\})\)/.exec(await this.code())!;
    return { shape: shape!, ...JSON.parse(fields!.replace(/(\w+):/g, '"$1":')) };
  }

  /** The detectors that the line of code names: "{ bf: circle({ … }), adf: … }". */
  async namedDetectors(): Promise<Record<string, AnyShape>> {
    const calls = (await this.code()).matchAll(/(\w+): (\w+)\((\{.*?\})\)/g);
    return Object.fromEntries(
      [...calls].map(([, name, shape, fields]) => [
        name!,
        { shape: shape!, ...JSON.parse(fields!.replace(/(\w+):/g, '"$1":')) },
      ]),
    );
  }

  /** Keeps the sum of each different virtual image that is drawn from now on; `recorded` gives them. */
  async record(): Promise<void> {
    await this.root.evaluate((root) => {
      const holder = root as unknown as { ronchi: { image: { data: ArrayLike<number> } }; sums: number[] };
      holder.sums = [];
      const look = () => {
        const sum = Array.from(holder.ronchi.image.data).reduce(
          (total, value, i) => total + value * (1 + (i % 7)),
          0,
        );
        if (holder.sums.at(-1) !== sum) holder.sums.push(sum);
        requestAnimationFrame(look);
      };
      look();
    });
  }

  async recorded(): Promise<number[]> {
    return await this.root.evaluate((root) => (root as unknown as { sums: number[] }).sums);
  }
}

const script = join(root, "test/integration/lab/naiveSums.py");

/** Sums of every frame over the detector, made by h5py and NumPy. */
export async function naiveSums(python: string, folder: string, detector: AnyShape): Promise<number[]> {
  const master = join(folder, "example/gold_film_master.h5");
  const { stdout } = await promisify(execFile)(python, [script, master, JSON.stringify(detector)], {
    maxBuffer: 1 << 24,
  });
  return JSON.parse(stdout);
}

/** The colour that a value has among the values of its image. */
export function expectedColour(
  data: readonly number[],
  value: number,
  scale: IntensityScale,
  map: ColormapName,
): number[] {
  const limits = percentileLimits(Float64Array.from(data), [0.1, 99.9]);
  const level = Math.round(scaleValue(value, limits, scale) * 255);
  return [...colormapTable(map).slice(level * 4, level * 4 + 4)];
}
