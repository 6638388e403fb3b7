import { plainTrait, type Trait, traitError } from "./trait.js";

export function text(initial = ""): Trait<string> {
  return plainTrait(initial, (given, place) => {
    if (typeof given === "string") return given;
    throw traitError(place, given, "a string");
  });
}

/** A string; a number becomes one, as in ipywidgets: the extent of a picture in px. */
export function extent(): Trait<string, string | number> {
  const { check, ...plain } = text();
  return {
    ...plain,
    check: (given, place) => check(typeof given === "number" ? String(given) : given, place),
  };
}

export function bool(initial = false): Trait<boolean> {
  return plainTrait(initial, (given, place) => {
    if (typeof given === "boolean") return given;
    throw traitError(place, given, "true or false");
  });
}

/** A finite number; ipywidgets cuts fractions off, and so does this. */
export function int(initial = 0): Trait<number> {
  return plainTrait(initial, (given, place) => {
    if (typeof given === "number" && Number.isFinite(given)) return Math.trunc(given);
    throw traitError(place, given, "an integer");
  });
}

/** A finite number: JSON has no others. */
export function float(initial = 0): Trait<number> {
  return plainTrait(initial, (given, place) => {
    if (typeof given === "number" && Number.isFinite(given)) return given;
    throw traitError(place, given, "a finite number");
  });
}

/** One of a few words, in any case; kept as they are written here. */
export function oneOf<const Word extends string>(initial: Word, words: readonly Word[]): Trait<Word> {
  return plainTrait(initial, (given, place) => {
    const found = words.find((word) => word === given || word === String(given).toLowerCase());
    if (found !== undefined) return found;
    throw traitError(place, given, `one of ${words.map((word) => JSON.stringify(word)).join(", ")}`);
  });
}

/** The word "any", or a number. */
export function numberOrAny(initial: number): Trait<number | "any"> {
  return plainTrait<number | "any">(initial, (given, place) => {
    if (given === "any" || (typeof given === "number" && Number.isFinite(given))) return given;
    throw traitError(place, given, 'a number, or "any"');
  });
}

/** Read like d3-format's: what the pages format numbers with. */
const numberFormatPattern = /^(?:.?[<>=^])?[+\-( ]?[$#]?0?\d*,?(?:\.\d+)?[a-z%]?$/i;
const numberFormatTypes = "efgrs%pbodxXc";

/** How numbers are written, such as ".2f" or "d". */
export function numberFormat(initial: string): Trait<string> {
  return plainTrait(initial, (given, place) => {
    if (typeof given === "string" && numberFormatPattern.test(given)) {
      const type = /[a-z%]$/i.exec(given)?.[0] ?? "";
      if (numberFormatTypes.includes(type)) return given;
    }
    throw traitError(place, given, 'a number format such as ".2f" or "d"');
  });
}
