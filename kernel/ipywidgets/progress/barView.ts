/** How a loop ended. */
export type Ending = "complete" | "stopped";

/** Where the progress of one loop is drawn. */
export interface BarView {
  /** `total` is undefined where nobody knows it; `elapsed` in ms. */
  draw(done: number, total: number | undefined, elapsed: number): void;
  /** Leaves what is to stand there from now on. */
  end(done: number, total: number | undefined, elapsed: number, ending: Ending): void;
}
