import { error, refText, type Diagnostic } from "@posthog-definitions/core";
import { refsIn, type Decoding, type Kind, type Resolved } from "@posthog-definitions/core/kind";
import type { Comparison } from "./changes.js";
import type { Pairing } from "./pair.js";
import { meaning } from "./view.js";
import type { LiveRow, Row } from "./world.js";

/** What a prune may do. */
export interface Prune {
  /** How many rows it may delete. Default: a fifth of the managed ones. */
  readonly limit?: number;
}

/** A managed row that no definition names, and that is deleted or let go. */
export interface Removal {
  readonly address: string;
  readonly kind: Kind;
  readonly live: LiveRow;
  readonly action: "delete" | "forget";
  /** What it refers to, as addresses: those may go only after it. */
  readonly refersTo: readonly string[];
}

/** Of the managed rows, this part may go without saying the number. */
const SHARE = 5;

export interface RemovalsInput {
  readonly pairing: Pairing;
  readonly comparisons: readonly Comparison[];
  readonly forgotten: ReadonlySet<string>;
  readonly prune: Prune | undefined;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly at: Decoding;
  url(kind: Kind, row: Row): string | undefined;
}

/** Which orphans go. What stands in the way is an error, and nothing is guessed. */
export function removals(input: RemovalsInput, diagnostics: Diagnostic[]): Removal[] {
  const { pairing, forgotten, prune, kinds, at } = input;
  const users = usersOf(input.comparisons);
  const out: Removal[] = [];
  for (const { address, row: live } of pairing.orphans) {
    const kind = kinds.get(live.kind);
    const action = forgotten.has(address) ? "forget" : prune ? "delete" : undefined;
    if (!kind || !action) continue;
    const refused = action === "delete" ? obstacle(address, kind, live, users.get(address), input) : undefined;
    if (refused) diagnostics.push(refused);
    else out.push({ address, kind, live, action, refersTo: refsIn(meaning(kind, live.row, at)).map(refText) });
  }
  const deleted = out.filter(({ action }) => action === "delete").length;
  const managed = pairing.managed.size;
  const limit = prune?.limit ?? Math.floor(managed / SHARE);
  if (deleted > limit)
    diagnostics.push(
      error(
        "prune-limit",
        prune?.limit === undefined
          ? `${deleted} of ${managed} managed rows would be deleted, which is more than a fifth.`
          : `${deleted} rows would be deleted, and --prune-limit allows ${limit}.`,
        { hint: `If that is what you want, say the number: --prune-limit ${deleted}.` },
      ),
    );
  return out;
}

/** Who still refers to what. */
function usersOf(comparisons: readonly Comparison[]): Map<string, Resolved> {
  const users = new Map<string, Resolved>();
  for (const { want, definition } of comparisons) for (const ref of refsIn(want)) users.set(refText(ref), definition);
  return users;
}

function obstacle(
  address: string,
  kind: Kind,
  live: LiveRow,
  user: Resolved | undefined,
  { url }: RemovalsInput,
): Diagnostic | undefined {
  const named = url(kind, live.raw) ?? `row ${live.id}`;
  if (live.marks.some((mark) => mark.protect))
    return error("protected", `${address} is protected, and would be deleted: ${named}.`, {
      address,
      hint: `Put its definition back without \`protect\` and apply that first, or let the row go: export default forget("${address}");`,
    });
  if (user !== undefined)
    return error("refused", `${address} is not defined here, and ${user.address} refers to it: ${named}.`, {
      address,
      ...(user.place ? { place: user.place } : {}),
      hint: "Define it, or take the reference out.",
    });
  if (kind.api.remove === "never")
    return error("refused", `${address} cannot be deleted: PostHog deletes no ${kind.name}.`, { address });
  return undefined;
}
