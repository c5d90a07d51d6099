import type { Json, JsonObject } from "../json.js";
import type { Call } from "../server/call.js";
import type { Document, TableDefinition } from "../store/table.js";

/** What a request did to one document: made it (no `before`), changed it, or deleted it for good (no `after`). */
export interface Touched<D extends Document = Document> {
  readonly before: D | undefined;
  readonly after: D | undefined;
}

/** One difference, as an entry holds it. */
export interface LoggedChange {
  readonly action: "created" | "changed" | "deleted";
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
}

/** What an entry says that is not as it usually is. */
export interface Saying {
  readonly scope?: string;
  readonly activity?: string;
  readonly item?: string;
  readonly changes?: readonly LoggedChange[] | null;
}

/**
 * How PostHog's activity log speaks of the documents of a table. Whatever a request does to them is written down, by
 * whichever route it came.
 */
export interface Logged<D extends Document = Document> {
  readonly table: TableDefinition<D>;
  /** PostHog's name of the model: `FeatureFlag`. */
  readonly scope: string;
  /** `detail.type`. Default: none. */
  readonly type?: string;
  /** `detail.name`. `null`: PostHog writes no entry. */
  name(document: D, call: Call): string | null;
  /** `detail.short_id`. Default: none. */
  shortId?(document: D): string;
  /** Default: the document's `project`. */
  project?(document: D, call: Call): number;
  /** The model's fields. Default: those of the document. */
  fields?(document: D): JsonObject;
  /** Fields that are not written down, beside those that no model's are (ids, dates, who made and changed it). */
  readonly except?: readonly string[];
  /** What a change is called. Default: `updated`, and what `deleted` in a document says: `deleted`, `restored`. */
  readonly verbs?: Readonly<Partial<Record<"updated" | "restored", string>>>;
  /** Who stands in the entry. Default: who sent the request. */
  by?(call: Call, document: D): number | null;
  /** An entry for an update that changes nothing, too. */
  readonly always?: boolean;
  /** What else is different about an entry; `undefined`: there is none. */
  say?(touched: Touched<D>, call: Call, usual: readonly LoggedChange[]): Saying | undefined;
  /** Finds the item of a request, for models with a log of their own: `<path>/activity/` and `<path>/:id/activity/`. */
  find?(call: Call): D;
}

/** Whoever is signed in; a key is nobody to the models that ask PostHog's middleware. */
export const signedIn = ({ credentials }: Call): number | null =>
  credentials.kind === "session" ? credentials.user.id : null;

/** The same, with the object's creator in place of nobody. */
export const signedInOrCreator = (call: Call, document: Document & { created_by: number }): number =>
  signedIn(call) ?? document.created_by;
