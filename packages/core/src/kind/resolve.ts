import { error, placeText, type Diagnostic } from "../diagnostic.js";
import { refText } from "../reference.js";
import { check, draftOf, resolvedOf } from "./draft.js";
import type { Checking } from "./kind.js";
import type { Resolution, ResolveInput, Resolved } from "./resolved.js";
import { checkStatements } from "./statements.js";
import { refsIn } from "./walk.js";

/**
 * Validates everything that can be validated without PostHog, and reports everything that is wrong at once. Definitions
 * with an error are left out of the result, so that the rest can still be looked at.
 */
export function resolve(input: ResolveInput): Resolution {
  const all = input.definitions.map((located) => draftOf(located, input));
  const drafts = all.filter((draft) => !draft.elsewhere);
  const specs = new Map(drafts.flatMap((draft) => (draft.content ? [[draft.address, draft.content.spec]] : [])));
  const at: Checking = { spec: (ref) => (ref.key === undefined ? undefined : specs.get(refText(ref))) };
  for (const draft of drafts) check(draft, at);
  const diagnostics: Diagnostic[] = all.flatMap((draft) => draft.diagnostics);
  const resolved = drafts.flatMap((draft) => resolvedOf(draft) ?? []);
  const unique = distinct(resolved, input, diagnostics);
  checkUnique(unique, input, diagnostics);
  checkReferences(unique, input, diagnostics);
  checkCycles(unique, diagnostics);
  const elsewhere = new Set(all.filter((draft) => draft.elsewhere).map(({ address }) => address));
  const here = new Set(drafts.map(({ address }) => address));
  const statements = checkStatements(input, { here, elsewhere }, diagnostics);
  const environment = input.environments?.name;
  return { definitions: unique, statements, ...(environment === undefined ? {} : { environment }), diagnostics };
}

/** The same object twice is one definition; two objects with one key, or two keys that differ in case alone, are errors. */
function distinct(all: readonly Resolved[], { placeOf }: ResolveInput, diagnostics: Diagnostic[]): Resolved[] {
  const first = new Map<string, Resolved>();
  const out: Resolved[] = [];
  for (const one of all) {
    const folded = one.address.toLowerCase();
    const other = first.get(folded);
    if (!other) {
      first.set(folded, one);
      out.push(one);
    } else if (other.definition !== one.definition) {
      const place = placeOf?.(one.definition, ["key"]);
      const at = { address: one.address, path: ["key"], ...(place ? { place } : {}) };
      const there = other.place ? ` (${other.place.file}:${other.place.line}:${other.place.column})` : "";
      diagnostics.push(
        other.address === one.address
          ? error(
              "duplicate-key",
              `${one.address} is defined twice${there ? `: also at${there.replace(/[()]/g, "")}` : ""}.`,
              {
                ...at,
                hint: "Give one of them another key, or export one object and use it in both places.",
              },
            )
          : error(
              "case-only-difference",
              `${one.address} and ${other.address}${there} differ in case alone, which PostHog folds.`,
              {
                ...at,
                hint: "Give one of them another key.",
              },
            ),
      );
    }
  }
  return out;
}

/** Two definitions that PostHog would not keep beside each other. Where the key is what is unique, {@link distinct} has looked. */
function checkUnique(all: readonly Resolved[], { placeOf }: ResolveInput, diagnostics: Diagnostic[]): void {
  const holders = new Map<string, Resolved[]>();
  for (const one of all) {
    const { unique, name } = one.kind;
    const value = unique?.from === undefined ? undefined : one.spec[unique.from];
    if (unique?.from === undefined || typeof value !== "string") continue;
    // With a comparison of the server's own, every pair has to be looked at.
    const bucket = unique.same ? name : `${name} ${value}`;
    const others = holders.get(bucket) ?? [];
    const same = unique.same ?? ((a: string, b: string) => a === b);
    const other = others.find(({ spec }) => same(String(spec[unique.from!]), value));
    holders.set(bucket, [...others, one]);
    if (!other) continue;
    const place = placeOf?.(one.definition, [unique.from]) ?? one.place;
    const there = other.place ? ` (${placeText(other.place)})` : "";
    diagnostics.push(
      error(
        "duplicate-unique",
        `${one.address} and ${other.address}${there} both have the ${unique.field} ${JSON.stringify(value)}, which PostHog keeps unique.`,
        {
          address: one.address,
          path: [unique.from],
          ...(place ? { place } : {}),
          hint: "Change one of them, or export one definition and use it in both places.",
        },
      ),
    );
  }
}

/** References to definitions that do not exist here. They may exist in PostHog: that is for the planner to say. */
function checkReferences(
  all: readonly Resolved[],
  { registry, installHint }: ResolveInput,
  diagnostics: Diagnostic[],
): void {
  const here = new Set(all.map((one) => one.address.toLowerCase()));
  for (const one of all)
    for (const ref of refsIn(one.spec)) {
      if (registry.target(ref.$ref) === undefined && !(ref.key !== undefined && here.has(refText(ref).toLowerCase())))
        diagnostics.push(
          error(
            "plugin-missing",
            `${one.address} refers to ${refText(ref)}, but no installed plugin brings the kind "${ref.$ref}".`,
            {
              address: one.address,
              ...(one.place ? { place: one.place } : {}),
              hint: installHint?.(ref.$ref),
            },
          ),
        );
    }
}

function checkCycles(all: readonly Resolved[], diagnostics: Diagnostic[]): void {
  const byAddress = new Map(all.map((one) => [one.address, one]));
  const state = new Map<string, "open" | "done">();
  const trail: string[] = [];
  const visit = (one: Resolved): void => {
    state.set(one.address, "open");
    trail.push(one.address);
    for (const ref of refsIn(one.spec)) {
      const next = ref.key === undefined ? undefined : byAddress.get(refText(ref));
      if (!next) continue;
      if (state.get(next.address) === "open") {
        const circle = [...trail.slice(trail.indexOf(next.address)), next.address];
        diagnostics.push(
          error("reference-cycle", `These definitions refer to each other in a circle: ${circle.join(" → ")}.`, {
            address: one.address,
            ...(one.place ? { place: one.place } : {}),
            hint: "None of them could be created first. Take one of the references out.",
          }),
        );
      } else if (!state.has(next.address)) visit(next);
    }
    trail.pop();
    state.set(one.address, "done");
  };
  for (const one of all) if (!state.has(one.address)) visit(one);
}
