import { shortenConditions } from "@posthog-definitions/queries/schema";
import type { ActionSpec } from "./spec.js";

const usual: Readonly<Record<string, unknown>> = {
  description: "",
  post_to_slack: false,
  slack_message_format: "",
  pinned_at: false,
};

/** The shortest input that says the same. */
export function shorten({ steps, tags, ...spec }: ActionSpec): object {
  const said = Object.entries(spec).filter(([name, value]) => value !== usual[name]);
  return {
    ...Object.fromEntries(said),
    steps: steps.map(({ properties, ...step }) => ({
      ...step,
      ...(Array.isArray(properties) ? { properties: shortenConditions(properties) } : {}),
    })),
    ...(tags?.length ? { tags } : {}),
  };
}
