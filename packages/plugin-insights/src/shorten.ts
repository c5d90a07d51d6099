import { shortenQuery } from "@posthog-definitions/queries/schema";
import type { InsightSpec } from "./schema.js";

/** The shortest input that says the same. The title that PostHog makes up goes with the query, and is left to it. */
export function shorten({ name, description, query, tags, favorited }: InsightSpec): object {
  return {
    name,
    ...(description === "" ? {} : { description }),
    query: shortenQuery(query),
    ...(tags?.length ? { tags } : {}),
    ...(favorited ? { favorited } : {}),
  };
}
