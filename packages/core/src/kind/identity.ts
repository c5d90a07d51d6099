import { isPlain, type Body } from "../values.js";
import { valueAt } from "./shorthands.js";

/** What a row says about whose it is. */
export interface Mark {
  /**
   * @readBy the planner, to pair rows with definitions.
   */
  readonly key: string;
  /**
   * Absent: the default namespace.
   *
   * @readBy the planner: rows of other namespaces are others' rows.
   */
  readonly namespace?: string;
  /**
   * Of the definition that was applied last; 16 hex digits. It may tell who made a change, never that nothing changed.
   *
   * @readBy the planner, to say who made a difference.
   */
  readonly hash?: string;
  /**
   * Its definition said `protect: true`: the row is not deleted, not even when the definition has left the files.
   *
   * @readBy the planner, before it deletes.
   */
  readonly protect?: boolean;
}

type AnyRow = Readonly<Record<string, unknown>>;

/**
 * How a row says whose it is. `decode` never sees the mark and `encode` never writes it: identity takes it off before and
 * puts it on after.
 */
export interface Identity {
  /**
   * The body key that carries the mark; none when the identity is a column of its own, or there is only one row.
   *
   * @readBy the planner: it travels with each update of a new hash, and `forget` writes it without the mark.
   * @otherwise absent although a field carries it: marks get lost in updates.
   */
  readonly carrier?: string;
  /**
   * The row's field that is the key itself, where there is one.
   *
   * @readBy the planner: a `lookup` by it alone finds a definition too, whose row this run is about to make; it is sent in
   * the POST, and in a PATCH only where it differs.
   * @otherwise left out: such a lookup finds rows alone, and the key travels with every update.
   */
  readonly column?: string;
  /**
   * The marks of this kind that the row carries; a copied row may carry more than one.
   *
   * @calledBy the planner, for every row that was read, also those of strangers.
   * @must take anything for a row; know every form that was ever written; give only marks of `plural`.
   * @otherwise a mark too many: a stranger's row is taken for ours, and written. One too few: it is created a second
   * time.
   */
  read(row: AnyRow, plural: string): readonly Mark[];
  /**
   * The row without any mark.
   *
   * @calledBy the planner, for every row, before `decode` sees it.
   * @must take anything for a row; leave everything else as it is.
   * @otherwise a mark left in: it is pulled into files, and is a difference for ever.
   */
  strip(row: AnyRow): AnyRow;
  /**
   * The body with the mark on it. `body` holds the carrier without marks, if at all.
   *
   * @calledBy the planner, for the body of every creation, and of each update that carries a mark.
   * @must keep what stands in the carrier, and give what `read` reads as the same mark.
   * @otherwise what it leaves out is lost: the first row whose mark does not come back stops all further creations
   * of the kind, `mark-lost`.
   */
  write(body: Body, mark: Mark, plural: string): Body;
  /**
   * How many characters the carrier may have, the mark among them. Absent: no limit that is worth a check.
   *
   * @readBy `resolve`, for the text together with the mark: `invalid-field`.
   * @otherwise absent although there is a limit: PostHog refuses the body.
   */
  readonly max?: number;
  /**
   * How long key and namespace may be together.
   *
   * @readBy `resolve`, for key and namespace together: `invalid-key`.
   * @otherwise too much: PostHog refuses or cuts the mark.
   */
  readonly room: number;
  /**
   * Whether the server folds the case of what the mark holds.
   *
   * @readBy the planner, when it pairs; `resolve`, for two keys that differ in case alone (`case-only-difference`).
   * @otherwise `false` although the server folds: keys with capitals are never found again.
   */
  readonly foldsCase: boolean;
  /**
   * The row is there by itself, and is taken over without asking: {@link singleton}.
   *
   * @readBy the planner: no row of the kind is an orphan, and none is adopted with a word.
   * @otherwise rows of strangers are taken over without a word from anybody.
   */
  readonly adopts?: boolean;
}

const nameIn = (mark: Mark): string => (mark.namespace === undefined ? mark.key : `${mark.namespace}/${mark.key}`);
const parse = (name: string, hash: string | undefined, protect: boolean): Mark => {
  const slash = name.indexOf("/");
  return {
    key: name.slice(slash + 1),
    ...(slash >= 0 ? { namespace: name.slice(0, slash) } : {}),
    ...(hash === undefined ? {} : { hash }),
    ...(protect ? { protect } : {}),
  };
};

const TAG = "iac:";
const HASH = "iac:hash:";
const PROTECT = "iac:protect";

/**
 * A tag `iac:<plural>:<key>`, a tag `iac:hash:<16 hex>`, and `iac:protect` where deletion is refused, in the field `tags`.
 * PostHog lower-cases and trims tags.
 */
export function tag(): Identity {
  const tagsOf = (row: AnyRow): string[] =>
    Array.isArray(row["tags"]) ? (row["tags"] as unknown[]).filter((t): t is string => typeof t === "string") : [];
  return {
    carrier: "tags",
    room: 200,
    foldsCase: true,
    read(row, plural) {
      const prefix = `${TAG}${plural}:`;
      const hash = tagsOf(row)
        .find((t) => t.startsWith(HASH))
        ?.slice(HASH.length);
      return tagsOf(row)
        .filter((t) => t.startsWith(prefix) && t.length > prefix.length)
        .map((t) => parse(t.slice(prefix.length), hash, tagsOf(row).includes(PROTECT)));
    },
    strip: (row) =>
      Array.isArray(row["tags"]) ? { ...row, tags: tagsOf(row).filter((t) => !t.startsWith(TAG)) } : row,
    write: (body, mark, plural) => ({
      ...body,
      tags: [
        ...((body["tags"] as readonly string[] | undefined) ?? []),
        `${TAG}${plural}:${nameIn(mark)}`.toLowerCase(),
        ...(mark.hash === undefined ? [] : [`${HASH}${mark.hash}`]),
        ...(mark.protect ? [PROTECT] : []),
      ],
    }),
  };
}

/**
 * A trailing `<!-- iac:<plural>:<key> iac:hash:<16 hex> -->`, after a blank line, in a text field that users hardly see;
 * with ` iac:protect` before its end where deletion is refused.
 *
 * @param path - The field; or, with dots, where in an object of the row and the body the text stands: `"threshold.name"`.
 *   That object is sent as a whole: what else of it is not the file's, `encode` takes from the live row.
 */
export function marker(path: string, options: { readonly max?: number } = {}): Identity {
  const steps = path.split(".");
  // Without the white space before it: a row's text may begin with any amount, from each of which the search would start.
  const pattern = /<!-- iac:([a-z-]+):(\S+?)(?: iac:hash:([0-9a-f]{16}))?( iac:protect)? -->\s*$/;
  const textOf = (row: AnyRow): string => {
    const text = valueAt(row, steps);
    return typeof text === "string" ? text : "";
  };
  return {
    carrier: steps[0]!,
    ...(options.max === undefined ? {} : { max: options.max }),
    room: Math.min(200, (options.max ?? 2000) - 92),
    foldsCase: false,
    read(row, plural) {
      const found = pattern.exec(textOf(row));
      return found && found[1] === plural ? [parse(found[2]!, found[3], found[4] !== undefined)] : [];
    },
    strip(row) {
      const at = textOf(row).search(pattern);
      return at < 0 ? row : withValue(row, steps, textOf(row).slice(0, at).trimEnd());
    },
    write(body, m, plural) {
      const text = textOf(body);
      const hash = m.hash === undefined ? "" : ` iac:hash:${m.hash}`;
      const protect = m.protect ? ` ${PROTECT}` : "";
      const mark = `<!-- iac:${plural}:${nameIn(m)}${hash}${protect} -->`;
      return withValue(body, steps, `${text === "" ? "" : `${text}\n\n`}${mark}`);
    },
  };
}

/**
 * By how many characters a text and the mark behind it are longer than their field takes; less than 0 is what room is left.
 * `undefined` where there is no limit, or no text beside the mark.
 */
export function excess(
  { identity, plural }: { readonly identity: Identity; readonly plural: string },
  row: AnyRow,
  mark: Omit<Mark, "hash">,
): number | undefined {
  const { carrier, max } = identity;
  const text = carrier === undefined ? undefined : row[carrier];
  if (max === undefined || typeof text !== "string" || text === "") return undefined;
  const whole = identity.write({ [carrier!]: text }, { ...mark, hash: "0".repeat(16) }, plural)[carrier!];
  return [...String(whole)].length - max;
}

/** A copy with another value at a path; what is no object on the way becomes one. */
function withValue(of: AnyRow, [step, ...below]: readonly string[], value: string): AnyRow {
  if (below.length === 0) return { ...of, [step!]: value };
  const inner = of[step!];
  return { ...of, [step!]: withValue(isPlain(inner) ? inner : {}, below, value) };
}

/** The server's own unique column. `room`: how long a key may be; default 200. */
export function naturalKey(field: string, options: { readonly room?: number } = {}): Identity {
  return {
    column: field,
    room: options.room ?? 200,
    foldsCase: false,
    read: (row) => (typeof row[field] === "string" ? [{ key: row[field] }] : []),
    strip: (row) => row,
    write: (body, mark) => ({ ...body, [field]: mark.key }),
  };
}

/** There is exactly one row, and it is always there. Its key is `project`. */
export function singleton(): Identity {
  return {
    room: 200,
    foldsCase: false,
    adopts: true,
    read: () => [{ key: "project" }],
    strip: (row) => row,
    write: (body) => body,
  };
}
