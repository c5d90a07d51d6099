import type { JsonObject } from "../json.js";
import type { Call } from "../server/call.js";
import type { Written } from "../store/store.js";
import type { Document } from "../store/table.js";
import { changesBetween } from "./changes.js";
import type { Logged, LoggedChange, Touched } from "./logged.js";
import { activityLog } from "./table.js";

/** Writes down what requests did to the documents of models that PostHog logs. */
export class ActivityRecorder {
  readonly tables: ReadonlySet<Logged["table"]>;
  readonly #logged: readonly Logged[];

  constructor(logged: readonly Logged[]) {
    this.#logged = logged;
    this.tables = new Set(logged.map(({ table }) => table));
  }

  record(call: Call, written: readonly Written[]): void {
    for (const { table, before, after } of written)
      for (const logged of this.#logged) if (logged.table === table) write(call, logged, { before, after });
  }
}

function write(call: Call, logged: Logged, touched: Touched): void {
  const document = touched.after ?? touched.before;
  if (!document) return;
  const name = logged.name(document, call);
  const usual = usualChanges(logged, touched);
  const said = logged.say ? logged.say(touched, call, usual) : {};
  if (name === null || !said) return;
  const activity = said.activity ?? verbOf(logged, touched);
  const changes = said.changes === undefined ? usual : said.changes;
  const isUpdate = touched.before !== undefined && touched.after !== undefined;
  if (isUpdate && !logged.always && (changes ?? []).length === 0) return;
  call.table(activityLog).insert({
    project: logged.project?.(document, call) ?? (document as Document & { project: number }).project,
    user: logged.by ? logged.by(call, document) : call.user.id,
    activity,
    scope: said.scope ?? logged.scope,
    item_id: said.item ?? String(document.id),
    detail: {
      name,
      short_id: logged.shortId?.(document) ?? null,
      type: logged.type ?? null,
      changes: changes && changes.map((change) => ({ type: logged.scope, ...change })),
      trigger: null,
    },
    created_at: call.now,
  });
}

/** Only an update says what is different: what was made or deleted is known by that. */
function usualChanges(logged: Logged, { before, after }: Touched): LoggedChange[] {
  if (!before || !after) return [];
  const fields = (document: Document): JsonObject => logged.fields?.(document) ?? { ...(document as object) };
  return changesBetween(fields(before), fields(after), logged.except);
}

function verbOf({ verbs = {} }: Logged, { before, after }: Touched): string {
  if (!before) return "created";
  if (!after) return "deleted";
  const [was, is] = [before, after].map((document) => (document as Document & { deleted?: boolean }).deleted === true);
  if (is && !was) return "deleted";
  return was && !is ? (verbs.restored ?? "restored") : (verbs.updated ?? "updated");
}
