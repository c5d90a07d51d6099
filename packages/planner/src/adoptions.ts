import { warning, type Adopt, type Diagnostic, type Id } from "@posthog-definitions/core";
import type { ResolvedStatement } from "@posthog-definitions/core/kind";
import { byAge } from "./age.js";
import type { LiveRow } from "./world.js";

/** What has to be known of the rows of a kind, to tell which one an `adopt` takes. */
export interface Candidates {
  readonly listed: readonly LiveRow[];
  /** The row that another `adopt` has taken for the same definition. */
  readonly before: LiveRow | undefined;
  /** Whether rows of the kind carry marks at all. */
  readonly isMarked: boolean;
  isTaken(live: LiveRow): boolean;
  /** The key of whoever has the row, in this namespace. */
  ownerOf(live: LiveRow): string | undefined;
  isDefined(key: string): boolean;
}

/** The row that an `adopt` takes, or why it takes none. */
export type Adoptee =
  | { readonly live: LiveRow; readonly why?: undefined }
  | { readonly live?: undefined; readonly why: string; readonly hint?: string };

export function adoptee(statement: Adopt, address: string, rows: Candidates): Adoptee {
  const { before, isMarked } = rows;
  const kind = address.slice(0, address.indexOf("."));
  const meant = byAge(rows.listed.filter((live) => isMeant(statement, live)).map((live) => ({ live })));
  if (before)
    return meant.some(({ live }) => live === before)
      ? { live: before }
      : { why: `it takes over row ${before.id} already.`, hint: "Take one of the two statements out." };
  const [oldest] = meant;
  if (!oldest)
    return {
      why: "the project has no such row.",
      hint: `Take the statement out, and a new row is made.${statement.lookup === undefined ? " Where ids differ between projects, say perEnvironment({ … })." : ""}`,
    };
  const [live, ...others] = meant.map((one) => one.live).filter((each) => !rows.isTaken(each));
  if (!live)
    return {
      why: `that row is ${kind}.${rows.ownerOf(oldest.live)} already.`,
      hint: "Two definitions cannot have one row. Take the statement out, or one of the definitions.",
    };
  if (others.length > 0)
    return {
      why: `${others.length + 1} rows fit: ${[live, ...others].map((row) => row.id).join(", ")}.`,
      hint: "Name more of its fields, or its id.",
    };
  const owner = rows.ownerOf(live);
  if (owner !== undefined && rows.isDefined(owner)) return { why: `that row is ${kind}.${owner} already.` };
  const [theirs] = live.marks;
  if (isMarked && owner === undefined && theirs)
    return {
      why: `that row is managed elsewhere, ${theirs.namespace === undefined ? "without a namespace" : `in the namespace "${theirs.namespace}"`}.`,
      hint: `Take its definition out there without pruning. Then: export default moved("${kind}.${theirs.namespace ?? ""}/${theirs.key}", "${address}");`,
    };
  return { live };
}

/** By its id, or by what stands in it. */
const isMeant = ({ id, lookup }: Adopt, row: LiveRow): boolean =>
  lookup === undefined
    ? String(row.id) === String(id) || String(row.urlId) === String(id)
    : Object.entries(lookup).every(([field, value]) => row.row[field] === value);

/** As it stands in the file. */
export const said = ({ address, id, lookup }: Adopt): string => `adopt("${address}", ${JSON.stringify(lookup ?? id)})`;

/** The line that takes a row over, in the environment that a plan is for. */
export function adoption(address: string, id: Id, environment: string | undefined): string {
  const row = JSON.stringify(id);
  const which = environment === undefined ? row : `perEnvironment({ ${memberName(environment)}: ${row} })`;
  return `export default adopt("${address}", ${which});`;
}

const memberName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** Of one that names a bare id although there are several environments. */
export const everywhereWarning = (
  statement: ResolvedStatement & Adopt,
  live: LiveRow,
  about: Pick<Diagnostic, "address" | "place">,
  environment: string | undefined,
): Diagnostic =>
  warning("adopt-everywhere", `${said(statement)} takes over row ${live.id} of whatever project the environment has.`, {
    ...about,
    hint:
      environment === undefined
        ? "If it is that of one of them, say which: perEnvironment({ … })."
        : `If it is that of one of them: ${adoption(statement.address, live.id, environment)}`,
  });
