import { isoDate } from "../clock.js";
import { invalid } from "./errors.js";
import { field, type Field } from "./fields.js";

const units: Readonly<Record<string, number>> = {
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  m: 2_592_000_000,
  y: 31_536_000_000,
};

/** A moment of a query string: ISO 8601, or relative as in `-7d` and `-24h` (a month counts as 30 days, a year as 365). */
export function momentOf(text: string, now: number): number | undefined {
  const relative = /^-?(\d+)([hdwmy])$/.exec(text);
  if (relative) return now - Number(relative[1]) * units[relative[2]!]!;
  const absolute = Date.parse(text);
  return Number.isNaN(absolute) ? undefined : absolute;
}

const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** JavaScript takes the 30th of February for a day of March, and knows a year 0. */
const isDay = (text: string): boolean =>
  !text.startsWith("0000") && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** A moment, kept in PostHog's form. One without a zone is UTC. */
export const datetime = (options: { nullable: true }): Field<string | null> =>
  field<string>((value, attr) => {
    const sent = String(value);
    const moment = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(sent) ? sent : `${sent}Z`);
    if (DATE.test(sent) && !Number.isNaN(moment) && isDay(sent.slice(0, 10))) {
      const year = new Date(moment).getUTCFullYear();
      if (year < 1 || year > 9999) throw invalid("Datetime value out of range.", attr, "overflow");
      return isoDate(moment);
    }
    const formats = "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]";
    throw invalid(`Datetime has wrong format. Use one of these formats instead: ${formats}.`, attr);
  }, options);
