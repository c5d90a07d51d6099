import { isObject, pythonType, type JsonObject } from "../../json.js";
import { invalid } from "../../server/errors.js";
import { choice, field, list, parseFields, text } from "../../server/fields.js";
import { jsonb } from "../../store/jsonb.js";

const verbatim = text({ nullable: true, trim: false });
const matching = choice(["contains", "regex", "exact"], { nullable: true });

const properties = list(
  field((value, attr) => {
    if (isObject(value)) return jsonb(value);
    throw invalid(`Expected a dictionary of items but got type "${pythonType(value)}".`, attr, "not_a_dict");
  }),
  { nullable: true },
);

const fields = {
  event: verbatim,
  properties,
  selector: text({ nullable: true }),
  tag_name: verbatim,
  text: verbatim,
  text_matching: matching,
  href: verbatim,
  href_matching: matching,
  url: text({ nullable: true }),
  url_matching: matching,
};

const absent: JsonObject = {
  event: null,
  properties: null,
  selector: null,
  tag_name: null,
  text: null,
  text_matching: null,
  href: null,
  href_matching: null,
  url: null,
  // Also where there is no `url`; a null that was sent stays.
  url_matching: "contains",
};

/**
 * The steps of an action in the stored form: known keys only, and all of them.
 *
 * Source: `PostHog/posthog: products/actions/backend/api/action.py`, `products/actions/backend/models/action.py`.
 */
export const steps = list(
  field((value, attr): JsonObject => {
    if (!isObject(value)) throw invalid(`Invalid data. Expected a dictionary, but got ${pythonType(value)}.`, attr);
    return { ...absent, ...(parseFields(fields, value) as JsonObject) };
  }),
);

/** A step as it is read: with an expression that finds its element, made anew each time. */
export const showStep = (step: JsonObject): JsonObject => ({
  ...step,
  selector_regex: typeof step.selector === "string" ? expressionOf(step.selector) : null,
});

/** Stands for PostHog's own, which is nobody's to compare: elements from the innermost outwards. */
const expressionOf = (selector: string): string =>
  selector
    .split(/[\s>]+/)
    .reverse()
    .map((part) => `(^|;)${part.replace(/[^\w-]/g, ".*?")}([-_a-zA-Z0-9.:"= ()]*?)?($|;|:)`)
    .join(".*");
