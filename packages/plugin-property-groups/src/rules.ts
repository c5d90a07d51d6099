import { isPlain, type Path } from "@posthog-definitions/core";

const MOST = 1000;
const LOWER = ["minimum", "exclusiveMinimum"] as const;
const UPPER = ["maximum", "exclusiveMaximum"] as const;

type Report = (path: Path, message: string) => void;

/**
 * What PostHog would refuse about the rules of a property. It has to be found beforehand: PostHog looks at the rules of a
 * property when it has stored the group and the properties before it, and leaves those behind.
 *
 * Source: `PostHog/posthog: posthog/api/schema_property_group.py`.
 */
export function checkRules(type: string, rules: Readonly<Record<string, unknown>>, report: Report): void {
  if (type === "String") checkText(rules, report);
  else if (type === "Numeric") checkNumber(rules, report);
  else report([], `PostHog has no rules for properties of the type ${type}.`);
}

function checkText(rules: Readonly<Record<string, unknown>>, report: Report): void {
  const known = onlyKnown(rules, ["enum", "not"], report);
  if ("enum" in rules && "not" in rules) return report(["not"], "A text has `enum` or `not`, not both.");
  if ("enum" in rules) return checkValues(rules["enum"], ["enum"], report);
  if ("not" in rules) {
    const { not } = rules;
    if (!isPlain(not) || !("enum" in not)) return report(["not"], "Write `not: { enum: [ … ] }`.");
    onlyKnown(not, ["enum"], (path, message) => report(["not", ...path], message));
    return checkValues(not["enum"], ["not", "enum"], report);
  }
  if (known) report([], "A text has `enum` or `not`.");
}

function checkValues(values: unknown, path: Path, report: Report): void {
  if (!Array.isArray(values)) return report(path, "It is a list of texts.");
  if (values.length === 0) report(path, "It needs a text at least.");
  if (values.length > MOST) report(path, `It has more than ${MOST} texts.`);
  for (const [i, value] of values.entries())
    if (typeof value !== "string") report([...path, i], "It is a list of texts.");
}

function checkNumber(rules: Readonly<Record<string, unknown>>, report: Report): void {
  onlyKnown(rules, [...LOWER, ...UPPER], report);
  for (const [one, other] of [LOWER, UPPER])
    if (one in rules && other in rules) report([other], `A number has \`${one}\` or \`${other}\`, not both.`);
  const bounds = [LOWER, UPPER].map((names) => names.find((name) => name in rules));
  for (const name of [...LOWER, ...UPPER])
    if (name in rules && !Number.isFinite(rules[name])) report([name], "It is a number.");
  const [low, high] = bounds;
  if (low !== undefined && high !== undefined && Number(rules[low]) >= Number(rules[high]))
    report([high], `It has to be above \`${low}\`.`);
}

/** Whether all fields of the rules are ones that there are. */
function onlyKnown(rules: Readonly<Record<string, unknown>>, known: readonly string[], report: Report): boolean {
  const others = Object.keys(rules).filter((name) => !known.includes(name));
  for (const name of others) report([name], `There is no such rule; there is ${known.join(", ")}.`);
  return others.length === 0;
}
