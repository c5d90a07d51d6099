import type { Json } from "../json.js";
import { strip } from "../python.js";
import { ok } from "../server/answer.js";
import type { Call } from "../server/call.js";
import { serverError } from "../server/errors.js";
import { asList, field } from "../server/fields.js";
import { defineResource } from "./define.js";

/**
 * The `tags` field of a resource: trimmed, lower-cased, without duplicates; the whole set is replaced.
 *
 * @param nullKeeps - `null` keeps the tags, instead of being refused.
 * @param dropBlank - Blank names are dropped, instead of being stored.
 */
export const tagsField = (options: { nullKeeps?: boolean; dropBlank?: boolean } = {}) =>
  field(
    (value, attr) => {
      const names = asList(value, attr).map((tag) => normalTag(tag));
      return [...new Set(options.dropBlank ? names.filter((name) => name !== "") : names)];
    },
    options.nullKeeps ? { nullable: true } : {},
  );

// PostHog does not check the type of an element and fails on it.
const normalTag = (tag: Json): string => strip(tag as string).toLowerCase();

const LONGEST = 255;

/** What is stored: the new set, or the old one when nothing was sent or the server has no tagging feature. */
export function nextTags(call: Call, old: string[], sent: string[] | null | undefined): string[] {
  if (call.switches.tags === "dropped") return [];
  // The column has no room for more, and nothing looks before: a tag may have grown by being folded.
  if (sent?.some((tag) => [...tag].length > LONGEST)) throw serverError();
  return sent ?? old;
}

/** What is answered: the set in no particular order. */
export const showTags = (call: Call, tags: readonly string[]): string[] => call.shuffled(tags);

/** `GET tags/`: the names in use in the project, for the UI alone. Names that nothing uses any more are gone. */
export const tagsResource = defineResource({
  path: "tags",
  scope: "INTERNAL",
  actions: {},
  routes: [
    {
      parent: "project",
      path: "tags",
      method: "GET",
      scope: undefined,
      limit: "crud",
      handle: (call) => ok(tagsInUse(call)),
    },
  ],
});

function tagsInUse(call: Call): string[] {
  const documents = Object.values(call.store.snapshot()).flat() as { project?: number; tags?: string[] }[];
  const mine = documents.filter((document) => document.project === call.project.id && Array.isArray(document.tags));
  return [...new Set(mine.flatMap((document) => document.tags!))].sort();
}
