import { isPlain, isRef, type Body, type Ref } from "@posthog-definitions/core";
import {
  collection,
  defineKind,
  foldTags,
  marker,
  same,
  tag,
  type Decoding,
  type Kind,
  type Target,
} from "@posthog-definitions/core/kind";
import {
  decodeEndpointQuery,
  encodeEndpointQuery,
  normaliseEndpointQuery,
  queryTargets,
} from "@posthog-definitions/queries/schema";
import { checkEndpoint } from "./check.js";
import { materialization } from "./materialization.js";
import { ownVariables, withLiveValues } from "./query.js";
import type { EndpointRow } from "./row.js";
import { shorten } from "./shorten.js";
import { spec } from "./schema.js";
import type { EndpointSpec, Source } from "./spec.js";

export type { EndpointSpec };

/** For where the plugin of insights is not installed. */
const insight: Target = {
  name: "insight",
  plural: "insights",
  identity: tag(),
  api: collection<object>({
    path: "insights/",
    scope: "insight",
    limit: "analytics",
    lists: [{ basic: true, order: "id" }],
    remove: "soft",
  }),
  outputs: { short_id: (row: { readonly short_id?: string }) => row.short_id },
};

const atHome: Decoding = {
  ref: <K extends string>($ref: K, id: string | number): Ref<K> => ({ $ref, id }),
  managed: () => false,
  side: () => [],
};

/** `endpoints/`: one request lists them all, with everything; a row's URL has its name. */
export const endpoint: Kind<"endpoint", EndpointSpec, EndpointRow> = defineKind<"endpoint", EndpointSpec, EndpointRow>({
  name: "endpoint",
  plural: "endpoints",
  summary: "Endpoints: queries that are called over HTTP by their name.",
  spec,
  identity: marker("description"),
  unique: { field: "name", from: "name" },
  immutable: {
    name: {
      then: "replace",
      why: "PostHog renames no endpoint. Calls of the old name fail from then on, and versions begin anew.",
    },
  },
  afterRemoval: "PostHog cannot restore it, nor its versions; its name is free.",
  api: collection<EndpointRow>({
    path: "endpoints/",
    scope: "endpoint",
    address: (row) => row.name,
    remove: "hard",
  }),
  targets: [...queryTargets, insight],

  encode: (s, { row }): Body => ({
    name: s.name,
    description: s.description,
    query: s.query && encodeEndpointQuery(withLiveValues(s.query, row && decodeEndpointQuery(row.query, atHome))),
    is_active: s.is_active,
    data_freshness_seconds: s.data_freshness_seconds,
    optional_breakdown_properties: s.optional_breakdown_properties,
    derived_from_insight: s.derived_from_insight,
    tags: s.tags,
  }),

  decode: (row, at): Partial<EndpointSpec> => ({
    name: row.name,
    description: row.description ?? "",
    ...(isPlain(row.query) ? { query: decodeEndpointQuery(row.query, at) } : {}),
    is_active: row.is_active !== false,
    data_freshness_seconds: row.data_freshness_seconds ?? 86400,
    bucket_overrides: isPlain(row.bucket_overrides) ? (row.bucket_overrides as Record<string, string>) : {},
    ...(Array.isArray(row.optional_breakdown_properties)
      ? { optional_breakdown_properties: row.optional_breakdown_properties.filter((name) => typeof name === "string") }
      : {}),
    ...sourceOf(row.derived_from_insight, at),
    tags: foldTags(Array.isArray(row.tags) ? row.tags : []),
  }),

  facets: { is_materialized: materialization },
  normalise: (s) => ({
    ...s,
    query: s.query && normaliseEndpointQuery(s.query),
    optional_breakdown_properties: s.optional_breakdown_properties && [...new Set(s.optional_breakdown_properties)],
  }),
  check: checkEndpoint,

  ours(have, want) {
    const { derived_from_insight: source, ...rest } = have;
    return {
      ...rest,
      ...(have.query && want.query ? { query: ownVariables(have.query, want.query) } : {}),
      ...(source === undefined ? {} : { derived_from_insight: asSaid(source, want.derived_from_insight) }),
    };
  },

  settle(want, have, at) {
    const out: Record<string, unknown> = { ...want };
    if (!same(want.derived_from_insight, have.derived_from_insight)) {
      at.warn(
        ["derived_from_insight"],
        "PostHog notes where an endpoint comes from when it is made, and never changes it.",
      );
      out["derived_from_insight"] = have.derived_from_insight;
    }
    // Switched off, it loses its views whatever else is said.
    if (want.is_active === false && have.is_active) out["is_materialized"] = false;
    if (out["is_materialized"] !== true) out["bucket_overrides"] = have.bucket_overrides;
    return out as unknown as EndpointSpec;
  },

  shorten,
  activity: { scope: "Endpoint" },
  title: (row) => row.name,
  url: (row) => `endpoints/${row.name}`,
});

export default [endpoint];

/** The insight where it is known, else the short id as it stands. */
function sourceOf(shortId: unknown, at: Decoding): Pick<EndpointSpec, "derived_from_insight"> {
  if (typeof shortId !== "string" || shortId === "") return {};
  const ref = at.ref("insight", shortId, "short_id");
  return { derived_from_insight: ref.id === shortId ? shortId : { ...ref, out: "short_id", short_id: shortId } };
}

/** In the form that the file uses. */
function asSaid(source: string | Source, wanted: string | Source | undefined): string | Source {
  if (!isRef(source)) return source;
  const { short_id, ...ref } = source;
  return typeof wanted === "string" && short_id !== undefined ? short_id : ref;
}
