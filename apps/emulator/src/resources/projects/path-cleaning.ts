import { isObject, type Json } from "../../json.js";
import { invalid } from "../../server/errors.js";
import { field, type Field } from "../../server/fields.js";

/** Rules that shorten paths. PostHog compiles them with RE2; what JavaScript cannot compile, that cannot either. */
export const pathCleaningFilters: Field<Json> = field<Json>(
  (value, attr) => {
    if (!value || (Array.isArray(value) && value.length === 0)) return value;
    if (!Array.isArray(value)) throw invalid("Must provide a list of path cleaning rules.", attr);
    for (const rule of value) if (isObject(rule)) checkRule(rule.regex ?? null, rule.alias ?? null, attr);
    return value;
  },
  { nullable: true },
);

function checkRule(regex: Json, alias: Json, attr: string): void {
  if (typeof regex !== "string" || regex === "")
    throw invalid("A path cleaning rule needs a regex. Remove the rule or give it one.", attr);
  const groups = groupsOf(regex, attr);
  if (typeof alias !== "string") return;
  // A doubled backslash is one that is meant, and no reference.
  for (const [, digit] of alias.matchAll(/\\\\|\\([0-9])/g))
    if (digit !== undefined && Number(digit) > groups)
      throw invalid(
        `The alias '${alias}' references capture group \\${digit}, but its regex has ${groups} capture group(s). Add the group to the regex or fix the reference.`,
        attr,
      );
}

function groupsOf(regex: string, attr: string): number {
  try {
    return new RegExp(`${regex}|`).exec("")!.length - 1;
  } catch (error) {
    throw invalid(`Invalid path cleaning regex '${regex}': ${(error as Error).message}`, attr);
  }
}
