import { ok, type Answer } from "../server/answer.js";
import type { Call } from "../server/call.js";
import { invalid } from "../server/errors.js";
import { choice, integer, list, parseFields, text, uuid, type Field } from "../server/fields.js";
import type { Document, TableDefinition } from "../store/table.js";

interface Tagged extends Document {
  project: number;
  tags: string[];
  /** Absent where deletion is for good. */
  deleted?: boolean;
}

const MAX_IDS = 500;
const MAX_TAGS = 100;
const MAX_CHANGES = 10_000;

const fieldsOf = (ids: "integer" | "uuid") => ({
  ids: list<number | string>(ids === "uuid" ? uuid() : (integer() as Field<number | string>), { required: true }),
  action: choice(["add", "remove", "set"], { required: true }),
  tags: list(text({ max: 255, blank: true }), { required: true }),
});

/**
 * `POST <resource>/bulk_update_tags/`: one change of tags on many rows.
 *
 * @param notFound - Why an id was skipped that is not there.
 */
export const bulkUpdateTags =
  <D extends Tagged>(definition: TableDefinition<D>, notFound = "Not found or no edit access") =>
  (call: Call): Answer => {
    const { ids = [], action = "set", tags: sent = [] } = parseFields(fieldsOf(definition.ids), call.data);
    const tags = [...new Set(sent.map((tag) => tag.toLowerCase()).filter((tag) => tag !== ""))];
    if (ids.length > MAX_IDS)
      throw invalid(`Ensure this field has no more than ${MAX_IDS} elements.`, "ids", "max_length");
    if (tags.length > MAX_TAGS)
      throw invalid(`Ensure this field has no more than ${MAX_TAGS} elements.`, "tags", "max_length");
    if (tags.length === 0 && action !== "set") throw invalid(`tags must not be empty for action '${action}'.`, "tags");
    if (ids.length * tags.length > MAX_CHANGES) {
      throw invalid(`Too many changes in one request: ids × distinct tags must not exceed ${MAX_CHANGES}.`);
    }
    return call.store.transaction(() => {
      const updated: { id: number | string; tags: string[] }[] = [];
      const skipped: { id: number | string; reason: string }[] = [];
      for (const id of ids) {
        const document = call.table(definition).get(id);
        if (!document || document.deleted || document.project !== call.project.id) {
          skipped.push({ id, reason: notFound });
          continue;
        }
        const next = call.switches.tags === "dropped" ? [] : change(document.tags, tags, action);
        call.table(definition).put({ ...document, tags: next });
        updated.push({ id, tags: [...next].sort() });
      }
      return ok({ updated: updated.map((each) => ({ ...each })), skipped: skipped.map((each) => ({ ...each })) });
    });
  };

function change(old: string[], tags: string[], action: "add" | "remove" | "set"): string[] {
  if (action === "set") return tags;
  if (action === "remove") return old.filter((tag) => !tags.includes(tag));
  return [...new Set([...old, ...tags])];
}
