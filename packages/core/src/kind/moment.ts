const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A moment in ISO 8601 as PostHog writes it: in UTC, without a fraction that is zero. `undefined` for what is none. A date
 * alone is its beginning in UTC. Both sides of a comparison pass through it in `normalise`, since servers write moments
 * in forms of their own.
 */
export function moment(text: string): string | undefined {
  const [, day, time = "00:00", seconds = ":00", zone = "Z"] = ISO.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  const at = new Date(`${day}T${time}${seconds}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`);
  // A day that no month has is another day to some, and nothing to others.
  if (Number.isNaN(at.getTime()) || !isDay(day)) return undefined;
  const utc = at.toISOString();
  // In UTC it may be of a year before the first, or after the last that PostHog knows.
  return /^(?!0000)\d{4}-/.test(utc) ? utc.replace(".000Z", "Z") : undefined;
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
