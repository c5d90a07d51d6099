import type { Path } from "@posthog-definitions/core";

/**
 * Where in the body a validation error is. PostHog joins nested names with two underscores and writes list indexes as
 * numbers: `filters__groups__0`. `non_field_errors` stands for the object around it.
 * Source: PostHog/drf-exceptions-hog: exceptions_hog/utils.py.
 */
export function attrPath(attr: unknown): Path {
  if (typeof attr !== "string" || attr === "") return [];
  return attr
    .split("__")
    .filter((part) => part !== "non_field_errors")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
