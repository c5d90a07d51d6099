import { isPlain } from "@posthog-definitions/core";

const LONGEST = { own: 1000, foreign: 200 };

/**
 * What an error's answer says, on one line: `detail`, else `error` (some actions of PostHog use that), else the raw text, without
 * tags and short, since it is then most likely somebody else's page.
 */
export function wordsOf(json: unknown, raw: string): string {
  const own = isPlain(json) ? (text(json.detail) ?? text(json.error)) : undefined;
  if (own !== undefined) return shorten(own, LONGEST.own);
  if (json !== undefined) return shorten(raw, LONGEST.own);
  return shorten(raw.replace(/<(script|style)\b[\s\S]*?<\/\1>|<[^>]*>/gi, " "), LONGEST.foreign);
}

/** A string that says something. */
export const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value : undefined;

function shorten(words: string, longest: number): string {
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
