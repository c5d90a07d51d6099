import { refText } from "@posthog-definitions/core";
import { keyed, member, refTo, tags, unmanaged } from "@posthog-definitions/core/kind";
import { z } from "zod";

/** The server counts code points. */
const characters = (most: number) =>
  z.string().refine((text) => [...text].length <= most, { error: `has more than ${most} characters` });

export const spec = z.strictObject({
  name: characters(400).refine((name) => name !== "" && name === name.trim(), {
    error: "PostHog wants a name without spaces around",
  }),
  description: z.string().trim().default(""),
  owner: unmanaged(member().nullable()),
  tags: tags(),
  verified: unmanaged(z.boolean()),
  hidden: unmanaged(z.boolean()),
  enforcementMode: z.enum(["allow", "reject"]).default("allow"),
  primaryProperty: characters(400)
    .trim()
    .refine((name) => name !== "", { error: "PostHog wants a name; `null` is none" })
    .nullable()
    .optional(),
  propertyGroups: keyed(z.array(refTo("property-group")), refText).default([]),
  default_columns: unmanaged(z.array(z.string().trim().min(1, "PostHog wants a name"))),
});

export const aliases = { enforcement_mode: "enforcementMode", primary_property: "primaryProperty" } as const;
