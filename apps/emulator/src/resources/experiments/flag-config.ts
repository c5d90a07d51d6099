import { isObject, isSame, type Json, type JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { asList, boolean, integer, text } from "../../server/fields.js";
import { variantKeys } from "../feature-flags/filters/parts.js";
import { flags, type FlagDocument } from "../feature-flags/table.js";
import { projectedParameters, withSplitPercent } from "./parameters.js";
import { isDraft, type ExperimentDocument } from "./table.js";

/** What a request wants of the flag, in the flag's own shape. */
export interface FlagConfig {
  readonly variants?: JsonObject[];
  readonly rollout_percentage?: number;
  readonly aggregation_group_type_index?: Json;
  readonly payloads?: Json;
  readonly ensure_experience_continuity?: boolean | null;
}

export const TOO_FEW = "Feature flag must have at least 2 variants (a baseline and at least one test variant)";

/** The flag with this key, unless it was deleted. */
export const flagByKey = (call: Call, key: string): FlagDocument | undefined =>
  call
    .table(flags)
    .where({ key })
    .find((flag) => flag.project === call.project.id && !flag.deleted);

/**
 * What `feature_flag`, or the older keys in `parameters`, want of the flag. An object with an id is an echo of what was
 * read, and one that says nothing is a stub: both are ignored.
 *
 * @throws 400 where the flag exists already, or the experiment runs and nobody said that its flag shall change.
 */
export function flagConfig(
  call: Call,
  data: JsonObject,
  experiment: ExperimentDocument | undefined,
): FlagConfig | undefined {
  const input = isIntent(data.feature_flag) ? data.feature_flag : fromParameters(call, data.parameters, experiment);
  if (!input) return undefined;
  const key = String(data.feature_flag_key ?? "");
  if (!experiment && flagByKey(call, key))
    throw invalid(
      `A feature flag with key '${key}' already exists; the experiment links to it as-is, so its config cannot be set ` +
        "here. Omit feature_flag to reuse the existing flag, or edit the flag directly.",
      "feature_flag",
    );
  if (experiment && !isDraft(experiment) && data.update_feature_flag_params !== true)
    throw invalid(
      "This experiment is running. To change its flag config, send update_feature_flag_params=true " +
        "(or edit the feature flag directly).",
      "feature_flag",
    );
  return parsed(input);
}

const isIntent = (value: Json | undefined): value is JsonObject =>
  isObject(value) && (value.id ?? null) === null && ("filters" in value || "ensure_experience_continuity" in value);

const PARAMETERS = [
  "feature_flag_variants",
  "rollout_percentage",
  "aggregation_group_type_index",
  "feature_flag_payloads",
  "ensure_experience_continuity",
];

/** Parameters without what is the flag's: so they are stored. */
export const ownParameters = (parameters: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(parameters).filter(([key]) => !PARAMETERS.includes(key)));

/** Of the older keys only those count that say something else than what would be read. */
function fromParameters(
  call: Call,
  parameters: Json | undefined,
  experiment: ExperimentDocument | undefined,
): JsonObject | undefined {
  if (!isObject(parameters)) return undefined;
  const flag = experiment && call.table(flags).get(experiment.feature_flag);
  const now = flag ? projectedParameters({}, flag) : {};
  const same = (key: string): boolean =>
    key === "feature_flag_variants"
      ? isSame(withSplitPercent(normalVariants(parameters[key])), withSplitPercent(normalVariants(now[key])))
      : isSame(parameters[key], now[key]);
  const changed = PARAMETERS.filter((key) => key in parameters && !same(key));
  if (changed.length === 0) return undefined;
  const said = (key: string): Json | undefined => (changed.includes(key) ? parameters[key] : undefined);
  const rollout = said("rollout_percentage") ?? null;
  const filters = present({
    multivariate: said("feature_flag_variants") && { variants: said("feature_flag_variants")! },
    groups: rollout === null ? undefined : [{ properties: [], rollout_percentage: rollout }],
    aggregation_group_type_index: said("aggregation_group_type_index"),
    payloads: said("feature_flag_payloads"),
  });
  const input = present({
    filters: Object.keys(filters).length > 0 ? filters : undefined,
    ensure_experience_continuity: said("ensure_experience_continuity"),
  });
  return Object.keys(input).length > 0 ? input : undefined;
}

const present = (value: Record<string, Json | undefined>): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as JsonObject;

/** `Control` is meant as `control` where that is not there; `split_percent` wins over the name that the flag uses. */
function normalVariants(value: Json | undefined): Json[] {
  const variants = Array.isArray(value) ? value : [];
  const keys = variants.map((variant) => (isObject(variant) ? variant.key : undefined));
  const shouted = keys.includes("control")
    ? -1
    : keys.findIndex((key) => typeof key === "string" && key.toLowerCase() === "control");
  return variants.map((variant, i) => {
    if (!isObject(variant)) return variant;
    const { split_percent: share, ...rest } = variant;
    return {
      ...rest,
      ...(i === shouted ? { key: "control" } : {}),
      ...(share === undefined ? {} : { rollout_percentage: share }),
    };
  });
}

/** Unlike elsewhere, a key that is not known is refused. */
function strict(value: JsonObject, known: readonly string[], path: string): void {
  const unknown = Object.keys(value)
    .sort()
    .find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw invalid(
      "Unsupported key for the experiment feature_flag input.",
      path === "" ? unknown : `${path}__${unknown}`,
    );
}

const FILTERS = ["multivariate", "groups", "aggregation_group_type_index", "payloads"];

function parsed({ id: _, ...input }: JsonObject): FlagConfig {
  strict(input, ["filters", "ensure_experience_continuity"], "");
  const filters = isObject(input.filters) ? input.filters : {};
  strict(filters, FILTERS, "filters");
  const config = present({
    variants: parsedVariants(filters.multivariate),
    rollout_percentage: parsedRollout(filters.groups),
    aggregation_group_type_index: filters.aggregation_group_type_index,
    payloads: filters.payloads,
    ensure_experience_continuity:
      input.ensure_experience_continuity === undefined
        ? undefined
        : boolean({ nullable: true }).parse(input.ensure_experience_continuity, "ensure_experience_continuity"),
  }) as FlagConfig;
  checkVariants(config.variants);
  return config;
}

function parsedVariants(multivariate: Json | undefined): JsonObject[] | undefined {
  if (!isObject(multivariate)) return undefined;
  strict(multivariate, ["variants"], "filters__multivariate");
  const at = "filters__multivariate__variants";
  return normalVariants(asList(multivariate.variants ?? [], at)).map((variant) => {
    const { key, name, rollout_percentage: share } = isObject(variant) ? variant : {};
    if (key === undefined) throw invalid("This field is required.", `${at}__key`, "required");
    if (share === undefined) throw invalid("This field is required.", `${at}__rollout_percentage`, "required");
    return {
      key: text().parse(key, `${at}__key`),
      ...(name === undefined ? {} : { name: text({ blank: true }).parse(name, `${at}__name`) }),
      rollout_percentage: integer({ min: 0, max: 100 }).parse(share, `${at}__rollout_percentage`),
    };
  });
}

function parsedRollout(groups: Json | undefined): number | undefined {
  if (groups === undefined) return undefined;
  const at = "filters__groups";
  const list = asList(groups, at);
  if (list.length > 1) throw invalid("Ensure this field has no more than 1 elements.", at, "max_length");
  const group = list[0];
  if (!isObject(group)) return undefined;
  strict(group, ["rollout_percentage", "properties"], at);
  if (Array.isArray(group.properties) && group.properties.length > 0)
    throw invalid("Ensure this field has no more than 0 elements.", `${at}__properties`, "max_length");
  const share = group.rollout_percentage ?? null;
  return share === null ? undefined : integer({ min: 0, max: 100 }).parse(share, `${at}__rollout_percentage`);
}

const MOST_VARIANTS = 20;

function checkVariants(variants: readonly JsonObject[] | undefined): void {
  if (!variants || variants.length === 0) return;
  if (variants.length > MOST_VARIANTS) throw invalid(`Feature flag variants must be less than ${MOST_VARIANTS + 1}`);
  if (variants.length < 2) throw invalid(TOO_FEW);
}

/** A launched experiment keeps its variants: only their shares may change. */
export function checkSameVariants(config: FlagConfig, flag: FlagDocument): void {
  if (!config.variants) return;
  const [sent, there] = [config.variants.map(({ key }) => String(key)), variantKeys(flag.filters)];
  if (sent.length !== there.length || !sent.every((key) => there.includes(key)))
    throw invalid("Can't update feature_flag_variants on Experiment");
}
