import { isPlain } from "@posthog-definitions/core";

/**
 * A text tile says whose it is in a last line of its own. Markdown takes the line for the definition of a link that
 * nobody uses, and so shows nothing; an HTML comment would show.
 */
const LINE = /\s*\[\/\/\]:\s*#\s*[("']iac:tile:([\w~-]+)[)"'][^\S\n]*/;

export const isMarked = (body: string): boolean => LINE.test(body);

/** The body as PostHog gets it. */
export function markedBody(body: string, key: string): string {
  const line = `[//]: # (iac:tile:${key})`;
  return body === "" ? line : `${body}\n\n${line}`;
}

/** The body as users write it, and the key in its mark. The mark counts wherever it stands: people write below it. */
export function unmarkedBody(body: string): { body: string; key?: string } {
  const found = LINE.exec(body);
  if (!found) return { body: body.trim() };
  const before = body.slice(0, found.index);
  const after = body.slice(found.index + found[0].length);
  return { body: `${before}${after}`.trim(), key: found[1]! };
}

/**
 * A button has no text of its own to hide a mark in. Its tile's `filters_overrides` is free JSON that PostHog keeps for
 * every tile and applies to insights only (`PostHog/posthog: products/dashboards/backend/api/dashboard.py`).
 */
const MEMBER = "iac:tile";

export const markedOverrides = (live: unknown, key: string): Record<string, unknown> => ({
  ...(isPlain(live) ? live : {}),
  [MEMBER]: key,
});

export function markOfOverrides(live: unknown): string | undefined {
  const key = isPlain(live) ? live[MEMBER] : undefined;
  return typeof key === "string" && key !== "" ? key : undefined;
}
