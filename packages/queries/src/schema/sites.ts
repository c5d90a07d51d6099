import { isObject } from "./wire.js";

/** What stands in the place of an id. `asText`: the wire holds it as text there. */
export type AtSite = (kind: string, value: unknown, asText: boolean) => unknown;

type Fields = Record<string, unknown>;

/** A copy of a query in which every place that holds another row's id went through `at`. Total. */
export function mapSites(value: unknown, at: AtSite): unknown {
  if (Array.isArray(value)) return value.map((item) => mapSites(item, at));
  if (!isObject(value) || "$ref" in value) return value;
  const fields: Fields = {};
  for (const [name, item] of Object.entries(value))
    fields[name] = value["kind"] === "HogQLQuery" && name === "values" ? item : mapSites(item, at);
  for (const turn of sites) turn(fields, at);
  return fields;
}

const turn = (fields: Fields, name: string, kind: string, at: AtSite, asText = false): void => {
  if (fields[name] !== undefined && fields[name] !== null) fields[name] = at(kind, fields[name], asText);
};

/** Every place in a query that holds the id of a row of another kind. */
const sites: readonly ((fields: Fields, at: AtSite) => void)[] = [
  function series(fields, at) {
    if (fields["kind"] === "ActionsNode") turn(fields, "id", "action", at);
  },
  function retentionEntity(fields, at) {
    if (fields["type"] === "actions" && fields["kind"] !== "ActionsNode") turn(fields, "id", "action", at);
  },
  function actionOfTable(fields, at) {
    if (fields["kind"] === "EventsQuery" || fields["kind"] === "SessionsQuery") turn(fields, "actionId", "action", at);
  },
  function conversionGoal(fields, at) {
    if (isObject(fields["conversionGoal"])) {
      fields["conversionGoal"] = { ...fields["conversionGoal"] };
      turn(fields["conversionGoal"] as Fields, "actionId", "action", at);
    }
  },
  function cohortCondition(fields, at) {
    if (fields["type"] === "cohort" && fields["key"] === "id") turn(fields, "value", "cohort", at);
  },
  function cohortOfPersons(fields, at) {
    if (fields["kind"] === "PersonsNode") turn(fields, "cohort", "cohort", at);
  },
  function flagCondition(fields, at) {
    if (fields["type"] === "flag") turn(fields, "key", "feature-flag", at, true);
  },
  function behaviour(fields, at) {
    if (fields["type"] === "behavioral" && fields["event_type"] === "actions") turn(fields, "key", "action", at, true);
  },
  function cohortBreakdown(fields, at) {
    if (fields["breakdown_type"] !== "cohort") return;
    const { breakdown } = fields;
    fields["breakdown"] = Array.isArray(breakdown)
      ? breakdown.map((one: unknown) => at("cohort", one, false))
      : breakdown === undefined || breakdown === null
        ? breakdown
        : at("cohort", breakdown, false);
  },
  function oneOfSeveralBreakdowns(fields, at) {
    if (fields["type"] === "cohort" && "property" in fields) turn(fields, "property", "cohort", at);
  },
  function legacyExperiment(fields, at) {
    if (fields["kind"] === "ExperimentTrendsQuery" || fields["kind"] === "ExperimentFunnelsQuery")
      turn(fields, "experiment_id", "experiment", at);
  },
];
