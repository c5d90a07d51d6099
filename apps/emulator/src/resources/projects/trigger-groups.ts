import { isObject, pythonType, type Json, type JsonObject } from "../../json.js";
import { invalid } from "../../server/errors.js";
import type { Field } from "../../server/fields.js";
import { objectOrNull } from "./kinds.js";

/** Second form of the recording triggers. Source: `PostHog/posthog: posthog/api/team/team_serializer.py`. */
export const triggerGroups: Field<Json> = objectOrNull((value, attr) => {
  const fail = (detail: string): never => {
    throw invalid(detail, attr);
  };
  if (!("version" in value)) fail("Missing required field: 'version'.");
  if (value.version !== 2) fail(`Invalid version: ${String(value.version)}. Only version 2 is supported.`);
  if (!("groups" in value)) fail("Missing required field: 'groups'.");
  if (!Array.isArray(value.groups)) return fail("Field 'groups' must be an array.");
  value.groups.forEach((group, index) => checkGroup(group, (detail) => fail(`Group ${index}: ${detail}`), index, fail));
  if ("fallbackSampleRate" in value && !isRate(value.fallbackSampleRate))
    fail(`Invalid fallbackSampleRate: ${String(value.fallbackSampleRate)}. Must be a number between 0 and 1.`);
});

type Fail = (detail: string) => never;

const isRate = (value: unknown): boolean => typeof value === "number" && value >= 0 && value <= 1;

function checkGroup(group: Json, fail: Fail, index: number, bare: Fail): void {
  if (!isObject(group)) return fail("must be a dictionary.");
  for (const name of ["id", "sampleRate", "conditions"])
    if (!(name in group)) fail(`missing required field '${name}'.`);
  if (!isRate(group.sampleRate))
    fail(`invalid sampleRate '${String(group.sampleRate)}'. Must be a number between 0 and 1.`);
  if ("minDurationMs" in group) {
    const { minDurationMs } = group;
    if (typeof minDurationMs !== "number" || !Number.isInteger(minDurationMs))
      return fail(`'minDurationMs' must be an integer, got ${pythonType(minDurationMs)}.`);
    if (minDurationMs < 0 || minDurationMs > 30000)
      fail(`'minDurationMs' must be between 0 and 30000 (30 seconds). Got: ${minDurationMs}.`);
  }
  if (!isObject(group.conditions)) return fail("field 'conditions' must be a dictionary.");
  checkConditions(group.conditions, fail, index, bare);
}

function checkConditions(conditions: JsonObject, fail: Fail, index: number, bare: Fail): void {
  const { matchType, events, urls, flag } = conditions;
  if ("matchType" in conditions && matchType !== "any" && matchType !== "all")
    fail(`invalid matchType '${String(matchType)}'. Must be 'any' or 'all'.`);
  if ("events" in conditions) {
    if (!Array.isArray(events)) return fail("field 'events' must be an array.");
    events.forEach((event, at) => {
      if (typeof event === "string") return;
      if (!isObject(event)) return fail(`event ${at} must be a string or object with 'name'.`);
      if (typeof event.name !== "string") return fail(`event ${at} object must have a string 'name' field.`);
      if ("properties" in event) checkProperties(event.properties, `Group ${index}, event '${event.name}'`, bare);
    });
  }
  if ("urls" in conditions) {
    if (!Array.isArray(urls)) return fail("field 'urls' must be an array.");
    for (const each of urls) checkUrl(each, fail);
  }
  if ("flag" in conditions && flag !== null && typeof flag !== "string") {
    if (!isObject(flag)) return fail("'flag' must be a string (flag key), object (LinkedFeatureFlag), or null.");
    if (!("key" in flag)) fail("flag object must have 'key' field.");
    if (typeof flag.key !== "string") fail("flag 'key' must be a string.");
  }
  if ("properties" in conditions) checkProperties(conditions.properties, `Group ${index}`, bare);
}

function checkUrl(url: Json, fail: Fail): void {
  if (!isObject(url)) return fail("URL config must be a dictionary.");
  if (!("url" in url) || !("matching" in url)) fail("URL config must have 'url' and 'matching' fields.");
  if (url.matching !== "regex") fail(`URL matching must be 'regex'. Got: '${String(url.matching)}'.`);
  try {
    new RegExp(String(url.url));
  } catch {
    fail(`invalid regex pattern in URL: '${String(url.url)}'.`);
  }
}

const TYPES = ["event", "person"];
const OPERATORS = ["exact", "gt", "icontains", "is_not", "lt", "not_icontains", "not_regex", "regex"];

function checkProperties(properties: Json | undefined, context: string, fail: Fail): void {
  if (!Array.isArray(properties)) return fail(`${context}: 'properties' must be an array.`);
  properties.forEach((property, index) => {
    const wrong = (detail: string): never => fail(`${context}: property ${index} ${detail}`);
    if (!isObject(property)) return wrong("must be a dictionary.");
    if (typeof property.key !== "string") wrong("must have a string 'key' field.");
    if (!TYPES.includes(String(property.type))) wrong(`must have a 'type' field with value: ${TYPES.join(", ")}.`);
    if ("operator" in property && !OPERATORS.includes(String(property.operator)))
      wrong(`has invalid operator '${String(property.operator)}'. Valid operators: ${OPERATORS.join(", ")}.`);
    if (!("value" in property)) wrong("must have a 'value' field.");
  });
}
