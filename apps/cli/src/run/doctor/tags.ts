import { isPostHogError, type PostHogClient } from "@posthog-definitions/client";
import type { Kind, Registry } from "@posthog-definitions/core/kind";
import { ok, unknown, type Check } from "./check.js";

/** How many rows of a kind are looked at. */
const ROWS = 100;

/**
 * Whether the server keeps tags, which carry most marks. Old self-hosted servers drop them without a word. A row that
 * carries a mark is the proof; where there is none, only an apply can tell.
 */
export async function checkTags(client: PostHogClient, registry: Registry): Promise<Check | undefined> {
  const tagged = [...registry.kinds.values()].filter(({ identity, api }) => identity.carrier === "tags" && !api.parent);
  if (tagged.length === 0) return undefined;
  for (const kind of tagged) if (await hasMarkedRow(client, kind)) return ok("tags", "PostHog keeps them");
  return unknown("tags", "no managed row yet to tell whether PostHog keeps them; the first apply will");
}

async function hasMarkedRow(client: PostHogClient, { api, identity, plural }: Kind): Promise<boolean> {
  try {
    const list = await client.send<{ results?: readonly Readonly<Record<string, unknown>>[] }>({
      method: "GET",
      path: api.path,
      query: { ...api.lists?.[0], limit: ROWS },
      ...(api.limit === "analytics" ? { class: "analytics" } : {}),
    });
    return (list.results ?? []).some((row) => identity.read(row, plural).length > 0);
  } catch (thrown) {
    if (isPostHogError(thrown) && thrown.code !== "cancelled") return false;
    throw thrown;
  }
}
