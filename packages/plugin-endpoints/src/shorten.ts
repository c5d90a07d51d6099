import { lean } from "@posthog-definitions/core/kind";
import { shortenEndpointQuery } from "@posthog-definitions/queries/schema";
import type { EndpointSpec } from "./spec.js";
import { spec } from "./schema.js";

/** The shortest input that says the same. */
export function shorten({ name, description, query, is_active, is_materialized, ...rest }: EndpointSpec): object {
  return {
    name,
    ...(description === "" ? {} : { description }),
    query: shortenEndpointQuery(query),
    ...(is_active === false ? { is_active } : {}),
    ...(is_materialized === true ? { is_materialized } : {}),
    ...(lean(spec, rest) as object),
  };
}
