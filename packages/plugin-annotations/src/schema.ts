import { foldTags, moment, refTo } from "@posthog-definitions/core/kind";
import { z } from "zod";

export const spec = z.strictObject({
  content: z.string().trim().max(8192).default(""),
  date_marker: z
    .string()
    .refine((text) => moment(text) !== undefined, 'is not a moment in ISO 8601: "2026-03-01T12:00:00Z"'),
  scope: z.enum(["dashboard_item", "dashboard", "project", "tag"]).optional(),
  insight: refTo("insight").optional(),
  dashboard: refTo("dashboard").optional(),
  tags: z.array(z.string().trim().toLowerCase().min(1).max(255)).max(100).transform(foldTags).default([]),
  emoji: z
    .string()
    .trim()
    .min(1)
    .refine((text) => [...text].length <= 16, "has more than 16 characters")
    .optional(),
  hidden_in_user_interface: z.boolean().default(false),
  creation_type: z.enum(["USR", "GIT"]).default("USR"),
});
