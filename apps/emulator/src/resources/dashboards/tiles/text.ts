import type { JsonObject } from "../../../json.js";
import { strip } from "../../../python.js";
import type { Call } from "../../../server/call.js";
import { invalid } from "../../../server/errors.js";
import { checkCharacters, field } from "../../../server/fields.js";
import { texts, tiles, type DashboardDocument } from "../tables.js";
import { authorOf } from "./author.js";

const MAX_BODY = 4000;

const body = field(
  (value) => {
    if (typeof value !== "string" && typeof value !== "number") throw invalid("Not a valid string.", "text__body");
    const kept = strip(String(value));
    if ([...kept].length > MAX_BODY) {
      throw invalid(`Text body cannot exceed ${MAX_BODY} characters`, "text__body", "max_length");
    }
    checkCharacters(kept, "text__body");
    return kept;
  },
  { nullable: true },
);

/** Stores the `text` of a tile: a new one, or new words for the one that it names. @returns its id. */
export function saveText(call: Call, dashboard: DashboardDocument, sent: JsonObject): number {
  const author = authorOf(call, sent);
  const content = {
    body: sent.body === undefined ? null : body.parse(sent.body, "text__body"),
    ...author,
    last_modified_at: call.now,
  };
  if (!sent.id) return call.table(texts).insert({ project: dashboard.project, ...content }).id;
  const text = call.table(texts).get(sent.id as number);
  if (!text || text.project !== dashboard.project) throw invalid("Text tile not found in this team.", "text");
  const isHere = call
    .table(tiles)
    .where({ text: text.id })
    .some((tile) => tile.dashboard === dashboard.id && !tile.deleted);
  if (!isHere) throw invalid("Text tile not found.", "text");
  // Only what was sent is written: a body that is left out stays.
  call.table(texts).put({ ...text, ...content, body: sent.body === undefined ? text.body : content.body });
  return text.id;
}
