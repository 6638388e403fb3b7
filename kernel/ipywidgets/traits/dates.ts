import { plainTrait, type Trait, type TraitPlace, traitError } from "./trait.js";

interface WireDay {
  readonly year: number;
  /** 0 is January. */
  readonly month: number;
  readonly date: number;
}
interface WireTime {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly milliseconds: number;
}

const day = /^(\d{4})-(\d\d)-(\d\d)$/;
const time = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?$/;

/** A day, "2026-11-21". */
export function date(): Trait<string> {
  const expected = 'a day such as "2026-11-21"';
  return {
    ...plainTrait("1900-01-01", (given, place) => dayText(checkDay(given, place, expected))),
    toWire: (value) => dayOf(value),
    fromWire: (wire) => dayText(wire as WireDay),
  };
}

/** A time of day, "14:03", "14:03:22" or "14:03:22.500"; kept with seconds. */
export function timeOfDay(): Trait<string> {
  const expected = 'a time such as "14:03" or "14:03:22"';
  return {
    ...plainTrait("00:00:00", (given, place) => timeText(checkTime(given, place, expected))),
    toWire: (value) => timeOf(value),
    fromWire: (wire) => timeText(wire as WireTime),
  };
}

/** A moment. Crosses in UTC. */
export function datetime(): Trait<Date> {
  return {
    initial: () => new Date(0),
    check(given, place) {
      if (given instanceof Date && Number.isFinite(given.getTime())) return new Date(given);
      throw traitError(place, given, "a valid Date");
    },
    toWire: (value) => {
      const [dayPart, timePart] = value.toISOString().slice(0, -1).split("T");
      return { ...dayOf(dayPart ?? ""), ...timeOf(timePart ?? "") };
    },
    fromWire(wire) {
      const { year, month, date: days, hours, minutes, seconds, milliseconds } = wire as WireDay & WireTime;
      return new Date(Date.UTC(year, month, days, hours, minutes, seconds, milliseconds));
    },
  };
}

/** A day and a time of no time zone, "2026-11-21T14:03:22"; kept with seconds. */
export function naiveDatetime(): Trait<string> {
  const expected = 'a day and a time such as "2026-11-21T14:03"';
  return {
    ...plainTrait("1900-01-01T00:00:00", (given, place) => {
      const [dayPart, timePart] = typeof given === "string" ? given.split("T") : [];
      const days = dayText(checkDay(dayPart ?? given, place, expected));
      return `${days}T${timeText(checkTime(timePart ?? given, place, expected))}`;
    }),
    toWire: (value) => ({ ...dayOf(value.slice(0, 10)), ...timeOf(value.slice(11)) }),
    fromWire: (wire) => `${dayText(wire as WireDay)}T${timeText(wire as WireTime)}`,
  };
}

function checkDay(given: unknown, place: TraitPlace, expected: string): WireDay {
  const found = typeof given === "string" ? dayOf(given) : undefined;
  if (found === undefined) throw traitError(place, given, expected);
  // The 31st of February would move to March.
  if (new Date(Date.UTC(found.year, found.month, found.date)).getUTCDate() !== found.date)
    throw traitError(place, given, "a day that exists");
  return found;
}

function checkTime(given: unknown, place: TraitPlace, expected: string): WireTime {
  const found = typeof given === "string" ? timeOf(given) : undefined;
  if (found === undefined || found.hours > 23 || found.minutes > 59 || found.seconds > 59)
    throw traitError(place, given, expected);
  return found;
}

function dayOf(value: string): WireDay | undefined {
  const found = day.exec(value)?.slice(1).map(Number) as [number, number, number] | undefined;
  return found && { year: found[0], month: found[1] - 1, date: found[2] };
}

function timeOf(value: string): WireTime | undefined {
  const found = time.exec(value);
  if (found === null) return undefined;
  const [, hours, minutes, seconds = "0", fraction = "0"] = found;
  return {
    hours: Number(hours),
    minutes: Number(minutes),
    seconds: Number(seconds),
    milliseconds: Number(fraction.padEnd(3, "0")),
  };
}

function dayText({ year, month, date: days }: WireDay): string {
  return `${String(year).padStart(4, "0")}-${two(month + 1)}-${two(days)}`;
}

function timeText({ hours, minutes, seconds, milliseconds }: WireTime): string {
  const fraction = milliseconds === 0 ? "" : `.${String(milliseconds).padStart(3, "0")}`;
  return `${two(hours)}:${two(minutes)}:${two(seconds)}${fraction}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
