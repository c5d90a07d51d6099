import { error, type Diagnostic } from "../diagnostic.js";
import { isPerEnvironment } from "../environment.js";
import { parseAddress } from "../reference.js";
import type { Adopt, Moved, Statement } from "../statement.js";
import { adopt } from "../statement.js";
import { chosen, isSilentHere, type Environments } from "./environment.js";
import type { LocatedStatement, ResolvedStatement, ResolveInput } from "./resolved.js";

/** Addresses that the files define: those of this environment, right or wrong, and those of others. */
export interface Defined {
  readonly here: ReadonlySet<string>;
  readonly elsewhere: ReadonlySet<string>;
}

/** Statements that make sense, about definitions of this run, under the addresses that these have by now. */
export function checkStatements(
  { statements = [], registry, environments = { known: [] } }: ResolveInput,
  { here, elsewhere }: Defined,
  diagnostics: Diagnostic[],
): ResolvedStatement[] {
  const fail = (located: Omit<LocatedStatement, "statement">, message: string, hint?: string): void => {
    diagnostics.push(
      error("invalid-statement", message, {
        ...(located.place ? { place: located.place } : {}),
        ...(hint ? { hint } : {}),
      }),
    );
  };
  const moves = movesIn(statements);
  const known = (): string => `Known: ${[...here].slice(0, 8).join(", ")}.`;
  const good: { statement: ResolvedStatement; renames: number }[] = [];
  for (const { statement: written, ...located } of statements) {
    const statement = chosenStatement(written, environments, (found) => fail(located, found.message, found.hint));
    if (!statement) continue;
    const what = `${statement.statement}(…)`;
    const at = located.place ? { place: located.place } : {};
    const named = statement.statement === "moved" ? [statement.from, statement.to] : [statement.address];
    const bad = named.find((address) => !registry.kinds.has(kindOf(address) ?? ""));
    if (bad !== undefined) {
      if (!elsewhere.has(named.at(-1)!))
        fail(located, `${what}: "${String(bad)}" is not an address such as "dashboard.growth".`);
      continue;
    }
    if (statement.statement === "forget") {
      const kind = registry.kinds.get(kindOf(statement.address)!)!;
      if (elsewhere.has(statement.address)) continue;
      if (here.has(statement.address))
        fail(located, `${what}: ${statement.address} is still defined.`, "Take its definition out of the files.");
      else if (kind.identity.carrier === undefined)
        fail(located, `${what}: a ${kind.name} carries no mark that could be taken off.`);
      else good.push({ statement: { ...statement, ...at }, renames: 0 });
      continue;
    }
    const { address, renames } = today(named.at(-1)!, moves, (each) => here.has(each) || elsewhere.has(each));
    if (elsewhere.has(address)) continue;
    if (!here.has(address)) fail(located, `${what}: ${named.at(-1)} is not defined.`, known());
    else if (statement.statement === "adopt") {
      const everywhere = isForAll(written as Adopt, environments) ? ({ everywhere: true } as const) : {};
      good.push({ statement: { ...statement, ...at, ...everywhere, address }, renames });
    } else {
      const { from } = statement;
      const other = moves.get(from);
      if (here.has(from)) fail(located, `${what}: ${from} is still defined.`, "One row can be that of one of the two.");
      else if (kindOf(from) !== kindOf(address))
        fail(located, `${what}: a ${kindOf(from)} does not become a ${kindOf(address)}.`);
      else if (other && other.to !== statement.to)
        fail(located, `${what}: ${from} is said to be ${other.to} already.`, "Take one of the two out.");
      else good.push({ statement: { ...statement, ...at, to: address }, renames });
    }
  }
  // Of rows under several of its former keys, a definition takes the one that was renamed last.
  return good.sort((a, b) => a.renames - b.renames).map(({ statement }) => statement);
}

const kindOf = (address: string): string | undefined => parseAddress(String(address))?.kind;

/** The first of each address that something moves from. */
function movesIn(statements: readonly LocatedStatement[]): ReadonlyMap<string, Moved> {
  const moves = new Map<string, Moved>();
  for (const { statement } of statements)
    if (statement.statement === "moved" && !moves.has(statement.from)) moves.set(statement.from, statement);
  return moves;
}

/** What an address has become, where it was renamed since: statements stay in the files, and projects lag behind. */
function today(
  address: string,
  moves: ReadonlyMap<string, Moved>,
  isDefined: (address: string) => boolean,
): { readonly address: string; readonly renames: number } {
  const seen = new Set<string>();
  let at = address;
  for (let next: Moved | undefined; !isDefined(at) && (next = moves.get(at)) && !seen.has(at); at = next.to)
    seen.add(at);
  return { address: at, renames: seen.size };
}

/** One id for all environments, of which no two need to be the same project. */
const isForAll = ({ id }: Adopt, { known }: Environments): boolean =>
  known.length > 1 && id !== undefined && !isPerEnvironment(id);

/** An `adopt` whose row differs between environments; nothing in those for which it names none, as there is none. */
function chosenStatement(
  statement: Statement,
  environments: Environments,
  report: (diagnostic: Diagnostic) => void,
): Statement | undefined {
  if (statement.statement !== "adopt" || !isPerEnvironment(statement.id)) return statement;
  const silent = isSilentHere(statement.id, environments);
  const row = chosen(statement.id, environments, (found) => {
    if (!silent || found.code !== "environment-missing") report(found);
  });
  return silent ? undefined : adopt(statement.address, row as Parameters<typeof adopt>[1]);
}
