import { quiet } from "../../display/displayHandle.js";
import { pending } from "../../display/rendered.js";
import { cellOutput } from "../cell.js";
import { Button } from "../widgets/button.js";
import { VBox } from "../widgets/containers.js";
import { Output } from "../widgets/output.js";
import { Text } from "../widgets/texts.js";
import { type Abbreviation, controlOf, Fixed, type ValueOf, type ValueWidget } from "./abbreviations.js";
import { latestOnly } from "./latestOnly.js";

/** Abbreviations by the names under which the function gets their values. */
export type Controls = Readonly<Record<string, Abbreviation>>;
/** What a function gets of its controls, in one object. */
export type ValuesOfControls<C extends Controls> = { readonly [Name in keyof C]: ValueOf<C[Name]> };
type Interacting<C extends Controls, Result> = (values: ValuesOfControls<C>) => Result;

/** Options of `interact` and its kin. */
export interface InteractOptions {
  /** Runs the function when a button is pressed, and not after every change. */
  readonly manual?: boolean;
  /** What the button says. */
  readonly manualName?: string;
}

type Control = ValueWidget | Fixed<unknown>;

/**
 * Widgets for the arguments of a function and what it prints, shows and returns, below each other. The function runs now
 * and after each change. One that returns a promise runs once at a time; of the changes that come meanwhile the last counts.
 */
export class Interactive<C extends Controls = Controls, Result = unknown> extends VBox {
  /** What the function has returned last. */
  result: Awaited<Result> | undefined;
  readonly #run: Interacting<C, Result>;
  readonly #controls: ReadonlyMap<string, Control>;
  readonly #output: Output;
  readonly #button: Button | undefined;
  readonly #latest: () => unknown;

  constructor(
    run: Interacting<C, Result>,
    controls: C,
    { manual = false, manualName = "Run Interact" }: InteractOptions = {},
  ) {
    super([], { _dom_classes: ["widget-interact"] } as object);
    this.#run = run;
    this.#controls = new Map(
      Object.entries(controls).map(([name, given]) => [name, named(controlOf(given, name), name)]),
    );
    this.#button = manual ? new Button({ description: manualName }) : undefined;
    this.#output = new Output();
    const widgets = [...this.#controls.values()].filter(isWidget);
    this.children = [...widgets, ...(this.#button ? [this.#button] : []), this.#output];
    this.#latest = latestOnly(() => this.#runOnce());
    this.#listen();
  }

  /** The first run, unless that is for the button. */
  start(): this {
    if (this.#button === undefined) this.update();
    return this;
  }

  /** Runs the function with the values as they are. */
  update(): void {
    const run = this.#latest();
    // A cell is done after the run that it began, so that a notebook is saved with what it shows.
    if (run instanceof Promise) void pending(run);
  }

  #listen(): void {
    this.#button?.onClick(() => this.update());
    for (const control of this.#controls.values()) {
      if (!isWidget(control)) continue;
      if (this.#button === undefined) control.observe("value", () => this.update());
      else if (control instanceof Text) control.onSubmit(() => this.update());
    }
  }

  #runOnce(): unknown {
    if (this.#button !== undefined) this.#button.disabled = true;
    const done = runInto(
      this.#output,
      () => this.#run(valuesOf(this.#controls) as ValuesOfControls<C>),
      (result) => {
        this.result = result as Awaited<Result>;
        return result === undefined ? undefined : cellOutput()?.show(result);
      },
    );
    return andThen(done, () => {
      if (this.#button !== undefined) this.#button.disabled = false;
    });
  }
}

/**
 * Shows widgets for the arguments of a function, and what it does, in the output of the cell:
 * `interact(({ x, name }) => x, { x: [0, 10], name: ["a", "b"] })`. The function runs now and after each change. What stands
 * for which widget: a checkbox for true or false, a text field for a string, a slider for a number, `[min, max]` or
 * `[min, max, step]`, a menu for other arrays, maps and plain objects; a widget stands for itself.
 */
export function interact<const C extends Controls, Result>(
  run: Interacting<C, Result>,
  controls: C,
  options: InteractOptions = {},
): { readonly widget: Interactive<C, Result> } {
  const widget = new Interactive(run, controls, options);
  // Before the first run: what is shown while that goes on belongs to its output.
  void cellOutput()?.show(widget);
  return quiet({ widget: widget.start() });
}

/** The same as `interact`, but nothing is shown: the widget is given. */
export function interactive<const C extends Controls, Result>(
  run: Interacting<C, Result>,
  controls: C,
  options: InteractOptions = {},
): Interactive<C, Result> {
  return new Interactive(run, controls, options).start();
}

/** An Output with what the function does, which runs now and after each change of the widgets; these are laid out elsewhere. */
export function interactiveOutput<const C extends Readonly<Record<string, ValueWidget>>>(
  run: Interacting<C, unknown>,
  controls: C,
): Output {
  const output = new Output();
  const widgets = new Map(Object.entries(controls));
  const runOnce = () =>
    runInto(
      output,
      () => run(valuesOf(widgets) as ValuesOfControls<C>),
      () => undefined,
    );
  const latest = latestOnly(runOnce);
  for (const control of widgets.values()) control.observe("value", () => void latest());
  const first = latest();
  if (first instanceof Promise) void pending(first);
  return output;
}

/** Everything of one run goes to the output, in the place of what was there, an error too. At once where nothing takes time. */
function runInto(output: Output, run: () => unknown, show: (result: unknown) => unknown): unknown {
  const fail = (thrown: unknown): void => cellOutput()?.showError(thrown);
  return output.capture(() => {
    cellOutput()?.clear(true);
    try {
      const shown = andThen(run(), show);
      return shown instanceof Promise ? shown.catch(fail) : shown;
    } catch (thrown) {
      return fail(thrown);
    }
  });
}

function andThen<Value>(value: Value, next: (value: Awaited<Value>) => unknown): unknown {
  return value instanceof Promise ? value.then(next) : next(value as Awaited<Value>);
}

function valuesOf(controls: ReadonlyMap<string, { readonly value: unknown }>): Record<string, unknown> {
  return Object.fromEntries([...controls].map(([name, { value }]) => [name, value]));
}

function isWidget(control: Control): control is ValueWidget {
  return !(control instanceof Fixed);
}

/** A widget without a description gets the name of its argument. */
function named(control: Control, name: string): Control {
  if (isWidget(control) && control.description === "") control.description = name;
  return control;
}
