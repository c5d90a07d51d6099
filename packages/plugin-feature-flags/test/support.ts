import type { Diagnostic } from "@posthog-definitions/core";
import { normalised, registryOf, resolve, type Decoding } from "@posthog-definitions/core/kind";
import { featureFlag as define, type FeatureFlagInput } from "../src/index.js";
import { featureFlag } from "../src/kind.js";
import type { FlagRow } from "../src/row.js";
import type { FlagSpec } from "../src/spec.js";

/** What validation makes of an input. */
export const resolved = (input: FeatureFlagInput) =>
  resolve({ definitions: [{ definition: define(input) }], registry: registryOf(featureFlag) });

const text = ({ path, message, hint }: Diagnostic) => `${path?.join(".")}: ${message}${hint ? ` ${hint}` : ""}`;

/** Everything that is wrong with an input, as `path: message`. */
export const wrong = (input: Omit<FeatureFlagInput, "key"> | object): string[] =>
  resolved({ key: "f", ...input } as FeatureFlagInput).diagnostics.map(text);

/** The normal form of an input that is right. */
export function spec(input: Omit<FeatureFlagInput, "key"> | object): FlagSpec {
  const { definitions, diagnostics } = resolved({ key: "f", ...input } as FeatureFlagInput);
  const [definition] = definitions;
  if (!definition) throw new Error(diagnostics.map(text).join("\n"));
  return definition.spec as unknown as FlagSpec;
}

/** A world in which nothing is managed but cohort 7, which is `cohort.beta`. */
export const at: Decoding = {
  ref: (kind, id) => (kind === "cohort" && id === 7 ? { $ref: kind, key: "beta" } : { $ref: kind, id }),
  managed: (ref) => ref.key !== undefined,
  side: () => [],
};

/** What a row says, in its normal form. */
export const meaning = (row: Partial<FlagRow>, world: Decoding = at): FlagSpec =>
  normalised(featureFlag, featureFlag.decode(row as FlagRow, world) as FlagSpec);

export const create = (spec: FlagSpec) => featureFlag.encode(spec, { key: "f", row: undefined });
export const update = (spec: FlagSpec, row: FlagRow) => featureFlag.encode(spec, { key: "f", row });

/** A row of the server's making: one condition set, nothing else. */
export const row: FlagRow = {
  id: 3,
  key: "f",
  name: "",
  active: true,
  archived: false,
  tags: [],
  version: 4,
  filters: {
    groups: [{ properties: [], rollout_percentage: 100, variant: null, aggregation_group_type_index: null }],
    aggregation_group_type_index: null,
  },
  ensure_experience_continuity: false,
  is_remote_configuration: false,
  has_encrypted_payloads: false,
  evaluation_runtime: "all",
  bucketing_identifier: "distinct_id",
  evaluation_contexts: [],
  has_enriched_analytics: false,
  analytics_dashboards: [],
};

/** The same row with these groups. */
export const withGroups = (...groups: object[]): FlagRow => ({
  ...row,
  filters: { groups, aggregation_group_type_index: null },
});
