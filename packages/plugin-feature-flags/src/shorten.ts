import { isSecret } from "@posthog-definitions/core";
import { present } from "./normalise.js";
import type { Filters, FlagSpec, Group } from "./spec.js";

/** The shortest input that says the same. */
export function shorten(spec: FlagSpec): object {
  const { filters, ...fields } = spec;
  const wordy: Readonly<Record<string, unknown>> = {
    name: "",
    archived: false,
    ensure_experience_continuity: false,
    is_remote_configuration: false,
    has_encrypted_payloads: false,
    evaluation_runtime: "all",
    bucketing_identifier: "distinct_id",
    has_enriched_analytics: false,
  };
  const said = Object.entries(fields).filter(
    ([name, value]) => value !== wordy[name] && !(Array.isArray(value) && value.length === 0),
  );
  return { ...Object.fromEntries(said), ...(filters ? shortFilters(filters) : {}) };
}

function shortFilters({ groups, multivariate, payloads, holdout, feature_enrollment, early_exit }: Filters): object {
  const rest = present({
    holdout: holdout ?? undefined,
    feature_enrollment: feature_enrollment || undefined,
    early_exit,
  });
  return present({
    ...shortGroups(groups),
    variants: multivariate?.variants,
    payloads: payloads && Object.fromEntries(Object.entries(payloads).map(([key, value]) => [key, asWritten(value)])),
    filters: Object.keys(rest).length > 0 ? rest : undefined,
  });
}

function shortGroups(groups: readonly Group[] | undefined): object {
  const [only, ...others] = groups ?? [];
  if (only && others.length === 0 && only.properties.length === 0 && Object.keys(only).length === 2)
    return { rollout: only.rollout_percentage };
  return { groups };
}

/** A string that happens to be JSON text would be read as what it says, were it not JSON text itself. */
function asWritten(value: unknown): unknown {
  if (typeof value !== "string" || isSecret(value)) return value;
  try {
    JSON.parse(value);
    return JSON.stringify(value);
  } catch {
    return value;
  }
}
