/** What the rows of other people say, and how they are made. */
import type { JsonObject } from "@posthog-definitions/emulator";

export type Row = JsonObject & { id: number };
/** POSTs to a path below the project, or PATCHes; throws unless PostHog takes it. */
export type Hand = (path: string, body: JsonObject, method?: "POST" | "PATCH") => Promise<Row>;

export const NAMES = [
  "Weekly signups",
  "Weekly signups",
  "weekly SIGNUPS!",
  "🚀🔥",
  "🚀🔥",
  "日本の売上",
  "Überblick: Größe & Maß",
  "../../../etc/passwd",
  "..\\..\\windows",
  "/absolute",
  "con",
  "trends",
  "insight",
  "adopt",
  "class",
  "constructor",
  "__proto__",
  "2024 revenue",
  "1",
  "growth.test",
  "index.d",
  "quotes \" and ' and `${process.exit(1)}`",
  "*/ process.exit(1) /*",
  "line\nbreak\u2028and\u202eback",
  "x".repeat(400),
  "a very long name that goes on and on ".repeat(10).trim(),
];
export const TEXTS = [
  "",
  "`${process.exit(1)}` */ <!-- no mark -->",
  'He said "it\'s 5 < 6 & 7 > 6"\n\n\tand\\left.\u200b',
  "🔥".repeat(20),
];
export const textOf = (i: number): string => TEXTS[i % TEXTS.length]!.trim();

export const trends = (event: string, more: JsonObject = {}): JsonObject => ({
  kind: "InsightVizNode",
  source: { kind: "TrendsQuery", series: [{ kind: "EventsNode", event }], ...more },
});
