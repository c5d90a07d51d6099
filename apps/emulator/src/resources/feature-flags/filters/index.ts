import { isObject, type Json, type JsonObject } from "../../../json.js";
import type { Call } from "../../../server/call.js";
import { invalid } from "../../../server/errors.js";
import { jsonb } from "../../../store/jsonb.js";
import type { FlagDocument } from "../table.js";
import { crossFieldViolations } from "./cross-field.js";
import { canonical, withAggregation } from "./normalise.js";
import { checkReferences } from "./references.js";
import { structuralViolations, withoutUnknownKeys } from "./structural.js";
import { guardTypes } from "./type-guard.js";

const MAX_BYTES = 512 * 1024;

/**
 * The `filters` that a write leaves behind: what was sent over what is stored, top-level key by key; checked; in the
 * form that PostHog stores.
 *
 * @param flag - The flag that is changed; absent on create.
 * @throws 400 for the first rule that is broken.
 */
export function nextFilters(call: Call, sent: Json, flag: FlagDocument | undefined): JsonObject {
  if (!isObject(sent)) throw invalid("Filters must be a dictionary", "filters");
  if ("version" in sent) {
    throw invalid("filters.version is reserved. Remove it from the request.", "filters", "reserved_config_version");
  }
  const merged = canonical({ ...flag?.filters, ...sent });
  guardTypes(merged);
  if (Buffer.byteLength(JSON.stringify(merged)) > MAX_BYTES) {
    throw invalid(`Feature flag filters exceed maximum size of ${MAX_BYTES} bytes.`, "filters");
  }
  const filters = call.switches.flagRules === "enforced" ? enforceRules(merged) : merged;
  if (!flag && (!Array.isArray(filters.groups) || filters.groups.length === 0)) {
    throw invalid("Feature flags must have at least one condition set (group).", "filters");
  }
  const stored = withAggregation(filters);
  checkReferences(call, stored, flag);
  checkEarlyExit(call, stored, flag);
  return jsonb(stored);
}

/** Relations between members are only looked at once the members themselves are right. */
function enforceRules(filters: JsonObject): JsonObject {
  const known = withoutUnknownKeys(filters);
  const structural = structuralViolations(known);
  const [first] = structural.length > 0 ? structural : crossFieldViolations(known);
  if (first) throw invalid(`${first.path}: ${first.message}`, "filters", first.rule);
  return known;
}

function checkEarlyExit(call: Call, filters: JsonObject, flag: FlagDocument | undefined): void {
  const isNew = filters.early_exit === true && flag?.filters.early_exit !== true;
  if (isNew && !call.switches.organizationFeatures.earlyExit) {
    throw invalid("early_exit is not available for this organization.", "filters");
  }
}
