import { isObject, type Json, type JsonObject } from "../../json.js";
import { jsonb } from "../../store/jsonb.js";

const DAY = 1440;
const MOST = 5;
const SHORTEST = 30;

/** Minutes of the day, the end not among them. */
type Span = readonly [from: number, to: number];

/**
 * Times of the day at which an alert rests, in the stored form: those that overlap or touch are one, in the order of the
 * day, and a night is one from the evening to the morning. What says nothing is `null`, what is wrong `undefined`.
 *
 * Source: `PostHog/posthog: products/alerts/backend/scheduling.py`.
 */
export function scheduleOf(value: Json): JsonObject | null | undefined {
  if (value === null) return null;
  if (!isObject(value)) return undefined;
  const { blocked_windows: windows } = value;
  if (windows === undefined || windows === null) return null;
  if (!Array.isArray(windows) || windows.length > MOST) return undefined;
  const spans: Span[] = [];
  for (const each of windows) {
    const found = isObject(each) ? spansOf(minutesOf(each.start), minutesOf(each.end)) : undefined;
    if (!found) return undefined;
    spans.push(...found);
  }
  const merged = mergedSpans(spans);
  if (merged.length === 0) return null;
  if (merged[0]![0] === 0 && merged[0]![1] === DAY) return undefined;
  return jsonb({ blocked_windows: written(merged) });
}

function minutesOf(value: Json | undefined): number | undefined {
  const [, hours, minutes] = /^\s*(\d+):(\d+)\s*$/.exec(String(value)) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  return Number(hours) < 24 && Number(minutes) < 60 ? Number(hours) * 60 + Number(minutes) : undefined;
}

/** One, or two where it goes over midnight. */
function spansOf(start: number | undefined, end: number | undefined): Span[] | undefined {
  if (start === undefined || end === undefined || start === end) return undefined;
  const spans: Span[] =
    start < end
      ? [[start, end]]
      : end === 0
        ? [[start, DAY]]
        : [
            [start, DAY],
            [0, end],
          ];
  const length = spans.reduce((sum, [from, to]) => sum + to - from, 0);
  return length < SHORTEST ? undefined : spans;
}

function mergedSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged;
}

function written(spans: readonly Span[]): JsonObject[] {
  const [first, second] = spans;
  const isNight = spans.length === 2 && first![0] === 0 && second![1] === DAY;
  if (isNight) return [{ start: clock(second![0]), end: clock(first![1]) }];
  return spans.map(([from, to]) => ({ start: clock(from), end: clock(to % DAY) }));
}

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
