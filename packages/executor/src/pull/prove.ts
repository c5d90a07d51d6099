import {
  brand,
  frozenCopy,
  isError,
  pathText,
  type Adopt,
  type Definition,
  type Diagnostic,
  type Ref,
  type Spec,
  type Statement,
} from "@posthog-definitions/core";
import {
  evaluated,
  refsIn,
  resolve,
  type Located,
  type LocatedStatement,
  type Resolved,
} from "@posthog-definitions/core/kind";
import { decoding, meaning, pair, plan, type Pairing } from "@posthog-definitions/planner";
import type { State } from "../state.js";
import { forms, lookupOf, writable } from "./express.js";
import { leftOutRow, type LeftOut } from "./gather.js";
import type { Keyed } from "./keys.js";
import type { PullScope } from "./scope.js";

export interface ProveInput extends PullScope {
  readonly state: State;
  /** Of files that stay. */
  readonly definitions: readonly Located[];
  readonly statements: readonly LocatedStatement[];
}

/** A definition of which it is known that it says what its row means. */
export interface Proven extends Keyed {
  /** What the factory is to be called with: plain data, references, secrets by name, and calls of builders. */
  readonly input: Spec;
  /** Whether the row has yet to be taken over. */
  readonly adopts: boolean;
  /** Environment variables that it needs. */
  readonly secrets: readonly string[];
  /** Fields that PostHog keeps something in which no definition can say. */
  readonly ignored: readonly string[];
  /** Whether the kind's own shortest form says all of it. */
  readonly shortest: boolean;
}

/** A definition as it would stand in a file, until the planner sees no difference from its row. */
class Draft {
  form = 0;
  readonly ignored = new Set<string>();
  dropped: string | undefined;
  input: Spec = {};
  secrets: readonly string[] = [];

  constructor(
    readonly of: Keyed,
    readonly adopts: boolean,
    readonly protect: boolean,
  ) {}

  /** Says it anew, for references as they are now. */
  write(spec: Spec, ref: (ref: Ref) => Ref): void {
    const { kind, key } = this.of;
    const { spec: said, secrets } = writable(spec, key, ref);
    const content = this.said(said);
    const kept = Object.entries(content).filter(([field, value]) => value !== undefined && !this.ignored.has(field));
    this.secrets = secrets;
    this.input = {
      ...(kind.api.singleton ? {} : { key }),
      ...Object.fromEntries(kept),
      ...(this.ignored.size === 0 ? {} : { ignore: [...this.ignored] }),
      ...(this.protect ? { protect: true } : {}),
    };
  }

  private said(spec: Spec): Spec {
    for (; ; this.form++)
      try {
        return forms[this.form]!(this.of.kind, spec);
      } catch (thrown) {
        // Rows of strangers hold what no author of a kind has thought of.
        if (this.form === forms.length - 1) throw thrown;
      }
  }

  definition(): Definition {
    const { kind, key } = this.of;
    return brand({ kind: kind.name, key, spec: frozenCopy(evaluated(this.input, imported)) }, Draft);
  }

  /** It does not say what the row means: say it at greater length, leave a field alone, or give up. */
  fail(problems: readonly Problem[]): void {
    if (this.form < forms.length - 1) {
      this.form++;
      return;
    }
    const shape = this.of.kind.spec.shape;
    for (const { field, why } of problems) {
      const schema = field === undefined ? undefined : shape[field];
      if (schema === undefined || this.ignored.has(field!) || !schema.safeParse(undefined).success)
        this.dropped ??= why;
      else this.ignored.add(field!);
    }
  }
}

/** A file holds another definition itself, where it imports it. */
const imported = (ref: Ref): unknown =>
  ref.key === undefined ? ref : brand({ kind: ref.$ref, key: ref.key, spec: {} }, imported);

interface Problem {
  readonly field?: string;
  readonly why: string;
}

/** More rounds than any definition has ways to be said and fields to leave alone would be a defect. */
const ROUNDS = 60;

/**
 * Finds for each row the shortest definition that the planner sees no difference in. What is asked is what `apply` will ask:
 * the definitions are made, validated and planned against the rows as they were read, and nothing may be due but adoptions.
 */
export function prove(
  keyed: readonly Keyed[],
  input: ProveInput,
): { readonly proven: readonly Proven[]; readonly leftOut: readonly LeftOut[] } {
  const drafts = keyed.map((one) => {
    const mark = one.live.marks.find(
      ({ namespace }) => one.kind.identity.carrier === undefined || namespace === input.namespace,
    );
    const marked = mark !== undefined || one.kind.identity.adopts === true;
    return new Draft(one, !marked, mark?.protect === true);
  });
  for (let round = 0; round < ROUNDS; round++) {
    const standing = drafts.filter(({ dropped }) => dropped === undefined);
    writeAll(standing, input);
    const problems = problemsOf(standing, input);
    if (problems.size === 0) break;
    for (const draft of standing) {
      const found = problems.get(draft.of.address);
      if (found) draft.fail(found);
    }
  }
  return {
    proven: drafts.flatMap((draft) =>
      draft.dropped === undefined
        ? [
            {
              ...draft.of,
              input: draft.input,
              adopts: draft.adopts && draft.of.kind.unique?.adopts !== true,
              secrets: draft.secrets,
              ignored: [...draft.ignored],
              shortest: draft.form === 0,
            },
          ]
        : [],
    ),
    leftOut: drafts.flatMap(({ of, dropped }) =>
      dropped === undefined ? [] : [leftOutRow(of.kind, of.live, dropped)],
    ),
  };
}

/** Statements of files that stay, and those of the drafts. */
function statementsOf(drafts: readonly Draft[], { statements }: ProveInput): Statement[] {
  const mine = new Set(drafts.map(({ of }) => of.address.toLowerCase()));
  return [
    ...statements
      .map(({ statement }) => statement)
      .filter((one) => one.statement !== "adopt" || !mine.has(one.address.toLowerCase())),
    ...drafts.flatMap(({ of, adopts }): Adopt[] =>
      adopts ? [{ statement: "adopt", address: of.address, id: of.live.id }] : [],
    ),
  ];
}

/** Says every draft in the words that hold once all of them are adopted. */
function writeAll(drafts: readonly Draft[], input: ProveInput): void {
  const { state, registry, namespace } = input;
  const mine = drafts.map(({ of: { kind, key, address } }): Resolved => {
    const definition = brand({ kind: kind.name, key, spec: {} }, writeAll);
    return { definition, kind, address, key, spec: {}, ignore: [], protect: false };
  });
  const others = resolve({ ...input, statements: [] }).definitions;
  const pairing = pair({
    world: state,
    registry,
    definitions: [...others, ...mine],
    statements: statementsOf(drafts, input),
    url: () => undefined,
    ...(namespace === undefined ? {} : { namespace }),
  });
  const at = decoding({ world: state, pairing, registry });
  const specs = new Map(drafts.map(({ of }) => [of.address, meaning(of.kind, of.live.row, at)]));
  const back = backReferences(specs);
  for (const draft of drafts) {
    const { address } = draft.of;
    draft.write(specs.get(address)!, (ref) =>
      refInFile(ref, back.has(`${address} ${ref.$ref}.${ref.key}`), pairing, input),
    );
  }
}

function refInFile(ref: Ref, isBack: boolean, pairing: Pairing, { state, registry }: ProveInput): Ref {
  if (ref.lookup !== undefined) return ref;
  if (ref.key === undefined) return lookupOf(ref, state, registry);
  const live = isBack ? pairing.managed.get(`${ref.$ref}.${ref.key}`) : undefined;
  return live ? lookupOf({ ...ref, id: live.id }, state, registry) : ref;
}

/** References that close a circle, as `<from> <to>`: files that import each other would find nothing there. */
function backReferences(specs: ReadonlyMap<string, Spec>): ReadonlySet<string> {
  const back = new Set<string>();
  const state = new Map<string, "open" | "done">();
  const visit = (address: string): void => {
    state.set(address, "open");
    for (const { $ref, key } of refsIn(specs.get(address))) {
      const to = `${$ref}.${key}`;
      if (!specs.has(to)) continue;
      if (state.get(to) === "open") back.add(`${address} ${to}`);
      else if (!state.has(to)) visit(to);
    }
    state.set(address, "done");
  };
  for (const address of specs.keys()) if (!state.has(address)) visit(address);
  return back;
}

/** By address: what would keep the plan from being adoptions alone. */
function problemsOf(drafts: readonly Draft[], input: ProveInput): Map<string, Problem[]> {
  const problems = new Map<string, Problem[]>();
  const mine = new Set(drafts.map(({ of }) => of.address));
  const add = (address: string | undefined, problem: Problem): void => {
    if (address !== undefined && mine.has(address)) problems.set(address, [...(problems.get(address) ?? []), problem]);
  };
  const definitions: Located[] = [...input.definitions];
  for (const draft of drafts)
    try {
      definitions.push({ definition: draft.definition() });
    } catch (thrown) {
      add(draft.of.address, { why: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  const statements = statementsOf(drafts, input);
  const resolution = resolve({
    ...input,
    definitions,
    statements: statements.map((statement) => ({ statement })),
  });
  const complain = (diagnostics: readonly Diagnostic[]): void => {
    for (const { address, path, message } of diagnostics.filter(isError))
      add(address, {
        why: message,
        ...(typeof path?.[0] === "string" ? { field: path[0] } : {}),
      });
  };
  // What is wrong with one leaves others without what they refer to, and would show as differences of theirs.
  complain(resolution.diagnostics);
  if (problems.size > 0) return problems;
  const { plan: planned } = plan({
    definitions: resolution.definitions,
    statements: resolution.statements,
    registry: input.registry,
    world: input.state,
    env: {},
    only: mine,
    projectUrl: "",
    ...(input.namespace === undefined ? {} : { namespace: input.namespace }),
  });
  for (const { address, action, fields } of planned.changes) {
    if (action !== "adopt" && fields.length === 0) add(address, { why: `The plan would ${action} it.` });
    for (const { path } of fields)
      add(address, { field: String(path[0]), why: `What PostHog keeps in \`${pathText(path)}\` cannot be said.` });
  }
  complain(planned.diagnostics.filter(({ code }) => code !== "env-missing"));
  return problems;
}
