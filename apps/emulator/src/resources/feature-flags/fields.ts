import { strip } from "../../python.js";
import { invalid, serverError } from "../../server/errors.js";
import { asList, boolean, choice, field, integer, json, list, text } from "../../server/fields.js";
import { tagsField } from "../tags.js";

const MAX_KEY = 400;
const MAX_CONTEXTS = 50;
const MAX_CONTEXT_NAME = 255;

const contexts = field((value, attr) => {
  const names = asList(value, attr);
  if (names.length > MAX_CONTEXTS) {
    throw invalid(`evaluation_contexts must be a list of at most ${MAX_CONTEXTS} items.`, attr);
  }
  const trimmed = names.map((name) => {
    const isName = typeof name === "string" && [...name].length <= MAX_CONTEXT_NAME;
    if (!isName) throw invalid("Invalid evaluation context name.", attr);
    const folded = strip(name).toLowerCase();
    // The column has no room for what has grown by being folded.
    if ([...folded].length > MAX_CONTEXT_NAME) throw serverError();
    return folded;
  });
  return [...new Set(trimmed)];
});

/** What a request may set, in the order in which PostHog looks at it. */
export const writableFields = {
  name: text({ blank: true }),
  key: text({ required: true, max: MAX_KEY }),
  filters: json(),
  deleted: boolean(),
  active: boolean(),
  archived: boolean(),
  ensure_experience_continuity: boolean({ nullable: true }),
  tags: tagsField({ dropBlank: true }),
  evaluation_contexts: contexts,
  analytics_dashboards: list(integer()),
  has_enriched_analytics: boolean({ nullable: true }),
  creation_context: choice([
    "feature_flags",
    "experiments",
    "surveys",
    "early_access_features",
    "web_experiments",
    "product_tours",
  ]),
  is_remote_configuration: boolean({ nullable: true }),
  has_encrypted_payloads: boolean({ nullable: true }),
  evaluation_runtime: choice(["server", "client", "all"], { blank: true, nullable: true }),
  bucketing_identifier: choice(["distinct_id", "device_id"], { blank: true, nullable: true }),
  _create_in_folder: text({ blank: true }),
};
