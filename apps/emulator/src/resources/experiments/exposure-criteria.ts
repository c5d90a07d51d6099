import { isObject, pythonType, type Json, type JsonObject } from "../../json.js";
import { filterList } from "../../queries/property-filters.js";
import { actionsNode } from "../../queries/series.js";
import { node, string } from "../../queries/shape.js";
import { invalid } from "../../server/errors.js";

const KINDS = {
  ExperimentEventExposureConfig: node("ExperimentEventExposureConfig", { event: string, properties: filterList }),
  ActionsNode: actionsNode,
};

const HINT =
  "Expected either an event-based config like " +
  "{'kind': 'ExperimentEventExposureConfig', 'event': '<event_name>', 'properties': []} " +
  "or an action-based config like {'kind': 'ActionsNode', 'id': <action_id>}.";

const python = (value: Json): string => {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? `'${value}'` : JSON.stringify(value);
};

/** Who counts as exposed. Source: `PostHog/posthog: products/experiments/backend/experiment_service.py`. */
export function checkExposureCriteria(value: Json, attr: string): JsonObject {
  if (!isObject(value))
    throw invalid(
      `exposure_criteria must be an object, got ${pythonType(value)}. ` +
        "Expected shape: {'filterTestAccounts': <bool>, 'exposure_config': <object>}.",
      attr,
    );
  const { filterTestAccounts: filters, exposure_config: config } = value;
  if (filters !== undefined && typeof filters !== "boolean")
    throw invalid(
      `exposure_criteria.filterTestAccounts must be a boolean, got ${pythonType(filters)}: ${python(filters)}.`,
      attr,
    );
  if (config !== undefined) checkConfig(config, attr);
  return value;
}

function checkConfig(config: Json, attr: string): void {
  if (!isObject(config))
    throw invalid(`exposure_criteria.exposure_config must be an object, got ${pythonType(config)}. ${HINT}`, attr);
  const kind = config.kind ?? "ExperimentEventExposureConfig";
  if (typeof kind !== "string" || !(kind in KINDS))
    throw invalid(
      "exposure_criteria.exposure_config.kind must be one of ['ExperimentEventExposureConfig', 'ActionsNode'], " +
        `got ${python(kind)}. ${HINT}`,
      attr,
    );
  const misfit = KINDS[kind as keyof typeof KINDS].shape({ kind, ...config });
  if (misfit)
    throw invalid(
      `Invalid exposure_criteria.exposure_config (kind='${kind}'): ` +
        `[{'loc': (${misfit.path.map((step) => python(step)).join(", ")},), 'msg': '${misfit.message}'}]. ${HINT}`,
      attr,
    );
}
