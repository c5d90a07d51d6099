import { isRef, isSecret, type Path } from "@posthog-definitions/core";
import { comparisons, isComparison } from "./operators.js";
import { isWhole, sumOf } from "./shares.js";
import type { Filters, FlagSpec, Group, Property, Variant } from "./spec.js";
import { misfit } from "./values.js";

type Report = (path: Path, message: string) => void;

/**
 * What PostHog refuses late, or only logs: in production most of its rules on `filters` are not enforced.
 * Source: `PostHog/posthog: products/feature_flags/backend/filters_validation.py`, `…/api/feature_flag.py`.
 */
export function check(spec: FlagSpec, report: Report): void {
  checkState(spec, report);
  if (!spec.filters) {
    if (spec.has_encrypted_payloads) report(["has_encrypted_payloads"], NEEDS_SECRET);
    return;
  }
  const variants = spec.filters.multivariate?.variants ?? [];
  checkVariants(variants, report);
  checkPayloads(spec, variants, report);
  checkGroups(spec.filters, variants, report);
  checkHoldout(spec.filters, report);
  checkSize(spec.filters, report);
}

function checkState(spec: FlagSpec, report: Report): void {
  if (spec.archived === true && spec.active !== false)
    report(["archived"], "An archived flag is switched off: say `active: false` too.");
  if (spec.ensure_experience_continuity && spec.bucketing_identifier === "device_id")
    report(
      ["ensure_experience_continuity"],
      'Experience continuity does not go with `bucketing_identifier: "device_id"`; leave one of them out.',
    );
  if (spec.has_encrypted_payloads && !spec.is_remote_configuration)
    report(
      ["has_encrypted_payloads"],
      "Only a remote configuration has an encrypted payload: say `is_remote_configuration: true` too.",
    );
}

const keysOf = (variants: readonly Variant[]): ReadonlySet<string> => new Set(variants.map(({ key }) => key));
const listed = (names: Iterable<string>): string => [...names].map((name) => `\`${name}\``).join(", ");

function checkVariants(variants: readonly Variant[], report: Report): void {
  const path = ["filters", "multivariate", "variants"];
  const sum = sumOf(variants);
  if (variants.length > 0 && !isWhole(sum))
    report(path, `The variants' shares must add up to 100; they add up to ${Number(sum.toPrecision(12))}.`);
  variants.forEach(({ key }, i) => {
    const first = variants.findIndex((variant) => variant.key === key);
    if (first < i) report([...path, i, "key"], `The variant \`${key}\` is there twice.`);
  });
}

const NEEDS_SECRET = 'A flag with an encrypted payload needs it: `payloads: { true: env("NAME") }`.';

/** Never quotes a payload: it may be a secret that stands in the file by mistake. */
function checkPayloads(spec: FlagSpec, variants: readonly Variant[], report: Report): void {
  const path = ["filters", "payloads"];
  const payloads = spec.filters?.payloads ?? {};
  const known = variants.length > 0 ? keysOf(variants) : new Set(["true"]);
  for (const [key, value] of Object.entries(payloads)) {
    if (!known.has(key))
      report(
        [...path, key],
        variants.length > 0
          ? `There is no variant \`${key}\` to carry this payload; there are ${listed(known)}.`
          : `A flag without variants carries one payload, under \`true\`; \`${key}\` would never be sent.`,
      );
    if (spec.has_encrypted_payloads && !isSecret(value))
      report([...path, key], 'An encrypted payload never stands in a file: use `env("NAME")`.');
    if (!spec.has_encrypted_payloads && isSecret(value))
      report([...path, key], "This payload would be readable by everybody: say `has_encrypted_payloads: true` too.");
  }
  if (spec.has_encrypted_payloads && payloads["true"] === undefined) report(["has_encrypted_payloads"], NEEDS_SECRET);
}

function checkGroups({ groups, ...others }: Filters, variants: readonly Variant[], report: Report): void {
  const path = ["filters", "groups"];
  if (groups === undefined) {
    report(["filters"], "Say who gets the flag: `rollout: 100` for everybody, or `groups`.");
    return;
  }
  if (groups.length === 0 && Object.values(others).some((value) => value !== undefined && value !== null))
    report(path, "PostHog makes no such flag without a condition set: use one with `rollout_percentage: 0`.");
  groups.forEach((group, i) => {
    if (group.variant !== undefined && !keysOf(variants).has(group.variant))
      report(
        [...path, i, "variant"],
        `There is no variant \`${group.variant}\`${variants.length > 0 ? `; there are ${listed(keysOf(variants))}` : ""}.`,
      );
    group.properties.forEach((property, j) => {
      const at = [...path, i, "properties", j];
      checkAggregation(group, property, (message, ...inside) => report([...at, ...inside], message));
      checkProperty(property, (message, ...inside) => report([...at, ...inside], message));
    });
  });
}

export type Complain = (message: string, ...inside: string[]) => void;

function checkAggregation(group: Group, property: Property, complain: Complain): void {
  const index = group.aggregation_group_type_index;
  if (index === undefined) {
    if (property.type === "group")
      complain(
        `A condition on a group needs a condition set of its group type: say \`aggregation_group_type_index: ${property.group_type_index ?? 0}\`.`,
        "type",
      );
  } else if (property.type !== "group")
    complain("A condition set of a group type only has conditions on groups.", "type");
  else if (property.group_type_index !== index)
    complain(
      `The condition set is of group type ${index}, this condition of group type ${property.group_type_index}.`,
      "group_type_index",
    );
}

/** What a condition is compared with, and by what. */
export function checkProperty(property: Property, complain: Complain): void {
  if (property.type === "cohort") checkCohort(property, complain);
  else if (property.type === "flag") checkDependency(property, complain);
  else checkComparison(property, complain);
}

function checkCohort({ operator, value }: Property, complain: Complain): void {
  if (typeof value === "string")
    complain(
      `A cohort is not found by a bare text: write lookup("cohort", { name: ${JSON.stringify(value)} }).`,
      "value",
    );
  else if (!isRef(value) || value.$ref !== "cohort")
    complain(`A cohort is wanted here: its definition, ref("cohort", …), lookup("cohort", …) or an id.`, "value");
  if (operator !== "in" && operator !== "not_in") complain("A cohort is compared by `in` or `not_in`.", "operator");
}

function checkDependency({ key, operator, value }: Property, complain: Complain): void {
  if (typeof key === "string" && key !== "")
    complain(`A flag is not found by its bare key: write ref("feature-flag", ${JSON.stringify(key)}).`, "key");
  else if (!isRef(key) || key.$ref !== "feature-flag")
    complain(
      `A feature flag is wanted here: its definition, ref("feature-flag", …), lookup("feature-flag", …) or an id.`,
      "key",
    );
  if (operator !== "flag_evaluates_to") complain("A flag is compared by `flag_evaluates_to`.", "operator");
  if (typeof value !== "boolean" && (typeof value !== "string" || value === ""))
    complain("A flag evaluates to true, false, or the key of a variant.", "value");
}

function checkComparison({ key, operator, value }: Property, complain: Complain): void {
  if (isRef(key) || key === "") complain("The name of the property is wanted here.", "key");
  if (!isComparison(operator)) {
    const owner = operator === "flag_evaluates_to" ? "flags" : "cohorts";
    complain(`\`${operator}\` is for ${owner}.`, "operator");
    return;
  }
  const expected = misfit[comparisons[operator]](value);
  if (expected !== undefined) complain(`\`${operator}\` compares with ${expected}.`, "value");
}

function checkHoldout({ holdout }: Filters, report: Report): void {
  if (holdout && (!isRef(holdout.id) || holdout.id.$ref !== "experiment-holdout"))
    report(
      ["filters", "holdout", "id"],
      `A holdout is wanted here: its definition, ref("experiment-holdout", …), lookup("experiment-holdout", …) or an id.`,
    );
}

const LARGEST = 512 * 1024;
const sizeOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

function checkSize(filters: Filters, report: Report): void {
  const size = sizeOf(filters);
  if (size <= LARGEST) return;
  const [largest] = Object.entries(filters).sort(([, a], [, b]) => sizeOf(b) - sizeOf(a))[0]!;
  report(["filters", largest], `PostHog takes at most 512 KB of \`filters\`; these are ${Math.ceil(size / 1024)} KB.`);
}
