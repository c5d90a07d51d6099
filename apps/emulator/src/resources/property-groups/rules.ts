import { isObject, type Json, type JsonObject } from "../../json.js";
import { invalid, serverError } from "../../server/errors.js";

const MOST = 1000;
const LOWER = ["minimum", "exclusiveMinimum"] as const;
const UPPER = ["maximum", "exclusiveMaximum"] as const;

/**
 * Refuses rules that do not fit the type of a property. No rules are fine for every type.
 *
 * Source: `PostHog/posthog: posthog/api/schema_property_group.py`.
 */
export function checkRules(type: string, rules: Json): void {
  if (rules === null || (isObject(rules) && Object.keys(rules).length === 0)) return;
  if (type !== "String" && type !== "Numeric") refuse(`Validation rules are not supported for ${type} properties`);
  // What is no object has no keys to look at, and PostHog fails on it.
  if (!isObject(rules)) throw serverError();
  if (type === "String") checkText(rules);
  else checkNumber(rules);
}

function refuse(detail: string): never {
  throw invalid(detail, "validation_rules");
}

function onlyKnown(type: string, rules: JsonObject, known: readonly string[]): void {
  const others = Object.keys(rules).filter((key) => !known.includes(key));
  if (others.length > 0) refuse(`Unrecognized keys for ${type} validation: ${others.sort().join(", ")}`);
}

function checkText(rules: JsonObject): void {
  onlyKnown("String", rules, ["enum", "not"]);
  if ("enum" in rules && "not" in rules) refuse("Cannot specify both 'enum' and 'not' — use one or the other");
  if (!("enum" in rules) && !("not" in rules)) refuse("String validation requires either 'enum' or 'not' key");
  if ("enum" in rules) return checkValues(rules.enum);
  const { not } = rules;
  if (!isObject(not) || Object.keys(not).join() !== "enum") refuse("'not' must contain exactly one key: 'enum'");
  checkValues(not.enum);
}

function checkValues(values: Json | undefined): void {
  if (!Array.isArray(values)) refuse("'enum' must be a list");
  if (values.length === 0) refuse("'enum' list must not be empty");
  if (values.length > MOST) refuse(`'enum' list must not exceed ${MOST} items`);
  if (!values.every((value) => typeof value === "string")) refuse("All 'enum' values must be strings");
}

function checkNumber(rules: JsonObject): void {
  onlyKnown("Numeric", rules, [...LOWER, ...UPPER]);
  for (const [one, other] of [LOWER, UPPER])
    if (one in rules && other in rules) refuse(`Cannot specify both '${one}' and '${other}'`);
  for (const [key, value] of Object.entries(rules))
    // A Python bool is a number.
    if (typeof value !== "number" && typeof value !== "boolean") refuse(`'${key}' must be a number`);
  const [lower, upper] = [LOWER, UPPER].map((keys) => keys.find((key) => key in rules));
  if (lower === undefined || upper === undefined || Number(rules[lower]) < Number(rules[upper])) return;
  const shown = [lower, upper].map((key) => `(${key}=${inPython(rules[key])})`);
  refuse(`Lower bound ${shown[0]} must be less than upper bound ${shown[1]}`);
}

const inPython = (value: Json | undefined): string =>
  typeof value === "boolean" ? (value ? "True" : "False") : String(value);
