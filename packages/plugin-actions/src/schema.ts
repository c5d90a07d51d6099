import { tags, unmanaged } from "@posthog-definitions/core/kind";
import { eventNameOf, type EventName } from "@posthog-definitions/queries";
import { filterList, list, strict, type Schema } from "@posthog-definitions/queries/schema";
import { z } from "zod";
import type { Step } from "./input.js";
import { withType } from "./steps.js";

/** PostHog refuses texts that are empty. */
const verbatim = z.string().min(1, "says nothing: leave it out").nullable().optional();
const trimmed = z.string().trim().min(1, "says nothing: leave it out").nullable().optional();
const matching = z.enum(["contains", "exact", "regex"]).nullable().optional();

/** A condition without a type is one on the event. */
const properties = z.preprocess(
  (value) => (Array.isArray(value) ? (value as unknown[]).map(withType) : value),
  filterList.nullable().optional(),
) as unknown as Schema<Step["properties"]>;

/** A definition of an event stands for its name. */
const event = z.preprocess((value) => eventNameOf(value as EventName), verbatim) as unknown as Schema<Step["event"]>;

const step = strict<Step>()({
  event,
  properties,
  selector: trimmed,
  tag_name: verbatim,
  text: verbatim,
  text_matching: matching,
  href: verbatim,
  href_matching: matching,
  url: trimmed,
  url_matching: matching,
});

/** The server trims text and counts code points. */
const characters = (most: number) =>
  z
    .string()
    .trim()
    .refine((text) => [...text].length <= most, { error: `has more than ${most} characters` });

export const spec = z.strictObject({
  name: characters(400).refine((text) => text !== "", { error: "PostHog wants a name" }),
  description: z.string().trim().default(""),
  steps: list(step),
  post_to_slack: z.boolean().default(false),
  slack_message_format: characters(1200).default(""),
  pinned_at: unmanaged(
    z
      .union([z.boolean(), z.string(), z.null()])
      .transform((value) => value === true || (value !== "" && typeof value === "string")),
  ),
  tags: tags(),
});
