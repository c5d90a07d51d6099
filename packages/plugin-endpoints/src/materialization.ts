import type { Facet } from "@posthog-definitions/core/kind";
import type { EndpointSpec } from "./spec.js";
import type { EndpointRow } from "./row.js";

/**
 * Most servers ignore it when an endpoint is made. Buckets are looked at only where an endpoint is materialised, and so
 * travel along.
 */
export const materialization: Facet<boolean | undefined, EndpointSpec, EndpointRow> = {
  fresh: () => false,
  decode: (row) => row.is_materialized === true,
  also: ["bucket_overrides"],
  write({ want, spec, refuse, note }) {
    if (!want) {
      note("the views that keep its answers are deleted");
      return [{ step: "fields", body: { is_materialized: false } }];
    }
    if (spec.is_active === false) {
      refuse([], "PostHog materialises no endpoint that is switched off, as this one is: say `is_active: true` too.");
      return [];
    }
    const { bucket_overrides } = spec;
    return [{ step: "fields", body: { is_materialized: true, ...(bucket_overrides ? { bucket_overrides } : {}) } }];
  },
};
