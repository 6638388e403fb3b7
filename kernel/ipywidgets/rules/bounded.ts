import type { RuleScope, Rules } from "../model/specification.js";
import { traitError } from "../traits/trait.js";

/** What `min` and `max` are ends of, and how a value compares with them. */
type End = (widget: RuleScope, bound: number) => number;

/** A number between `min` and `max`: moved to the nearer end; an end that would cross the value takes it along. */
export const bounded: Rules = between((_, bound) => bound);

/** A number between the powers `base ** min` and `base ** max`. */
export const boundedByPowers: Rules = between((widget, bound) => (widget.get("base") as number) ** bound);

function between(end: End): Rules {
  return {
    value: (value: number, widget) => {
      const [low, high] = [end(widget, bound(widget, "min")), end(widget, bound(widget, "max"))];
      return Math.min(Math.max(value, low), high);
    },
    min: (min: number, widget) => {
      requireOrder(widget, "min", min);
      const low = end(widget, min);
      if (low > (widget.get("value") as number)) widget.set("value", low);
      return min;
    },
    max: (max: number, widget) => {
      requireOrder(widget, "max", max);
      const high = end(widget, max);
      if (high < (widget.get("value") as number)) widget.set("value", high);
      return max;
    },
  };
}

/** Two numbers between `min` and `max`, the lower one first. */
export const boundedRange: Rules = {
  value: ([lower, upper]: readonly [number, number], widget) => {
    if (upper < lower)
      throw traitError({ widget: widget.name, trait: "value" }, [lower, upper], "the lower number first");
    const [min, max] = [bound(widget, "min"), bound(widget, "max")];
    const inside = (value: number): number => Math.max(Math.min(value, max), min);
    return [inside(lower), inside(upper)];
  },
  min: (min: number, widget) => {
    requireOrder(widget, "min", min);
    const [lower, upper] = widget.get("value") as readonly [number, number];
    widget.set("value", [Math.max(min, lower), Math.max(min, upper)]);
    return min;
  },
  max: (max: number, widget) => {
    requireOrder(widget, "max", max);
    const [lower, upper] = widget.get("value") as readonly [number, number];
    widget.set("value", [Math.min(max, lower), Math.min(max, upper)]);
    return max;
  },
};

type Moment = string | Date | null;

/** A day, a time or a moment between `min` and `max`, each of which may be null. */
export const boundedMoment: Rules = {
  value: (value: Moment, widget) => {
    const [min, max] = [widget.get("min") as Moment, widget.get("max") as Moment];
    if (isBefore(value, min)) return min;
    return isBefore(max, value) ? max : value;
  },
  min: (min: Moment, widget) => {
    const max = widget.get("max") as Moment;
    if (isBefore(max, min))
      throw traitError({ widget: widget.name, trait: "min" }, min, `at most max, ${max}`);
    if (isBefore(widget.get("value") as Moment, min)) widget.set("value", min);
    return min;
  },
  max: (max: Moment, widget) => {
    const min = widget.get("min") as Moment;
    if (isBefore(max, min))
      throw traitError({ widget: widget.name, trait: "max" }, max, `at least min, ${min}`);
    if (isBefore(max, widget.get("value") as Moment)) widget.set("value", max);
    return max;
  },
};

/** Texts of one form compare as the times that they name. Null is before nothing. */
function isBefore(a: Moment, b: Moment): boolean {
  return a !== null && b !== null && a < b;
}

function requireOrder(widget: RuleScope, trait: "min" | "max", value: number): void {
  const other = bound(widget, trait === "min" ? "max" : "min");
  if (trait === "min" ? value <= other : value >= other) return;
  const expected = trait === "min" ? `at most max, which is ${other}` : `at least min, which is ${other}`;
  throw traitError({ widget: widget.name, trait }, value, expected);
}

function bound(widget: RuleScope, name: "min" | "max"): number {
  return widget.get(name) as number;
}
