import type { Definition, DefinitionOptions } from "../definition.js";
import { error, warning, type Diagnostic, type Place } from "../diagnostic.js";
import { addressOf, parseAddress, refText } from "../reference.js";
import type { Statement } from "../statement.js";
import { isPlain, type Path, type Spec } from "../values.js";
import { complaints } from "./issues.js";
import type { Kind } from "./kind.js";
import { normalised } from "./normal.js";
import type { Registry } from "./registry.js";
import { bothNames, canonical } from "./schema.js";
import { longForm, shorthandConflicts, valueAt, writtenPath } from "./shorthands.js";
import { suggest } from "./suggest.js";
import { refsIn } from "./walk.js";

/** A definition with the place of the call that made it. */
export interface Located {
  readonly definition: Definition;
  readonly place?: Place;
}

export interface LocatedStatement {
  readonly statement: Statement;
  readonly place?: Place;
}

/** A definition that passed validation: what the planner works with. */
export interface Resolved {
  readonly definition: Definition;
  readonly kind: Kind;
  readonly address: string;
  readonly key: string;
  /** In the normal form. Fields that are left alone and were not given are absent. */
  readonly spec: Spec;
  readonly ignore: readonly string[];
  readonly protect: boolean;
  readonly place?: Place;
}

/** What files say, once it is known to make sense in itself. */
export interface Resolution {
  readonly definitions: readonly Resolved[];
  readonly statements: readonly Statement[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ResolveInput {
  readonly definitions: readonly Located[];
  readonly statements?: readonly LocatedStatement[];
  readonly registry: Registry;
  readonly namespace?: string;
  /** Where a property of a definition stands in the files. Default: only the definition's own place is told. */
  readonly placeOf?: (definition: Definition, path: Path) => Place | undefined;
  /** How to install a package here; for what a missing plugin needs. */
  readonly installHint?: (kind: string) => string;
}

const COMMON = ["key", "ignore", "protect"] as const;
const DEFAULT_KEY = { pattern: /^[a-zA-Z0-9_-]+$/, max: 200, allowed: "letters, digits, hyphens and underscores" };

/**
 * Validates everything that can be validated without PostHog, and reports everything that is wrong at once. Definitions
 * with an error are left out of the result, so that the rest can still be looked at.
 */
export function resolve(input: ResolveInput): Resolution {
  const diagnostics: Diagnostic[] = [];
  const resolved: Resolved[] = [];
  for (const located of input.definitions) {
    const one = resolveOne(located, input, diagnostics);
    if (one) resolved.push(one);
  }
  const unique = distinct(resolved, input, diagnostics);
  checkReferences(unique, input, diagnostics);
  checkCycles(unique, diagnostics);
  const statements = checkStatements(input, unique, diagnostics);
  return { definitions: unique, statements, diagnostics };
}

/** Made once per kind: zod compiles a schema when it is first used, and every call of `strict()` gives a new one. */
const strictSpecs = new WeakMap<Kind, Kind["spec"]>();
function strictSpec(kind: Kind): Kind["spec"] {
  let schema = strictSpecs.get(kind);
  if (!schema) strictSpecs.set(kind, (schema = kind.spec.strict()));
  return schema;
}

function resolveOne(
  { definition, place }: Located,
  input: ResolveInput,
  diagnostics: Diagnostic[],
): Resolved | undefined {
  const kind = input.registry.kinds.get(definition.kind);
  const address = addressOf({ kind: definition.kind, key: String(definition.key) });
  const report = (diagnostic: Diagnostic): void => {
    const at = diagnostic.path ? input.placeOf?.(definition, diagnostic.path) : place;
    diagnostics.push({ address, ...(at ? { place: at } : {}), ...diagnostic });
  };
  if (!kind) {
    report(
      error("plugin-missing", `No installed plugin brings the kind "${definition.kind}".`, {
        hint: input.installHint?.(definition.kind),
      }),
    );
    return undefined;
  }
  const before = diagnostics.length;
  const failed = (): boolean => diagnostics.slice(before).some((d) => d.severity === "error");
  if (!isPlain(definition.spec)) {
    report(error("invalid-field", `${kind.name}(…) takes an object.`));
    return undefined;
  }
  const options = definition.spec as unknown as DefinitionOptions & Record<string, unknown>;
  checkKey(kind, options.key, input.namespace, report);
  checkOptions(kind, options, report);

  const { value, conflicts } = canonical(definition.spec, kind.aliases ?? {});
  for (const { alias, name } of conflicts)
    report(error("alias-conflict", `${bothNames(alias, name)}.`, { path: [alias] }));
  const shorthands = kind.shorthands ?? {};
  for (const { short, other } of shorthandConflicts(shorthands, value as Spec))
    report(
      error("alias-conflict", `\`${short}\` and \`${other}\` say the same thing; keep one of them.`, { path: [short] }),
    );
  const raw = Object.fromEntries(
    Object.entries(value as Record<string, unknown>).filter(
      ([field]) => !(COMMON as readonly string[]).includes(field),
    ),
  );
  const asWritten = (path: Path): Path => {
    const alias = Object.entries(kind.aliases ?? {}).find(([a, name]) => name === path[0] && Object.hasOwn(options, a));
    return alias ? [alias[0], ...path.slice(1)] : path;
  };
  const schema = strictSpec(kind);
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    for (const { code, path, message, hint } of complaints(schema, raw, parsed.error.issues))
      report(error(code, message, { path: asWritten(path), ...(hint ? { hint } : {}) }));
    return undefined;
  }
  // Lists still in the order in which they were written, so that positions in a path are the user's.
  const asListed = (kind.normalise?.(parsed.data) ?? parsed.data) as Spec;
  const spec = normalised(kind, asListed) as Spec;
  checkReservedTags(spec, report);
  kind.check?.(asListed, (path, message, severity = "error") =>
    report(
      (severity === "error" ? error : warning)("invalid-field", message, {
        path: asWritten(writtenPath(shorthands, value as Spec, path)),
      }),
    ),
  );
  for (const [field, why] of Object.entries(kind.notKept ?? {}))
    if (valueAt(value, field.split(".")) !== undefined)
      report(warning("not-supported", `\`${field}\`: ${why}`, { path: asWritten(field.split(".")) }));
  if (failed()) return undefined;
  return {
    definition,
    kind,
    address,
    key: definition.key,
    spec,
    ignore: (options.ignore ?? []).map((path) => longForm(shorthands, path)),
    protect: options.protect ?? false,
    ...(place ? { place } : {}),
  };
}

function checkKey(kind: Kind, key: unknown, namespace: string | undefined, report: (d: Diagnostic) => void): void {
  if (kind.api.singleton) {
    if (key !== undefined && key !== "project")
      report(error("invalid-key", `There is one ${kind.name}; its key is "project".`, { path: ["key"] }));
    return;
  }
  const rule = kind.keyRule ?? DEFAULT_KEY;
  if (key === undefined) report(error("missing-field", "`key` is required (a string).", { path: ["key"] }));
  else if (typeof key !== "string" || !rule.pattern.test(key))
    report(error("invalid-key", `The key ${JSON.stringify(key)} may only have ${rule.allowed}.`, { path: ["key"] }));
  else {
    const room = Math.min(rule.max, kind.identity.room - (namespace === undefined ? 0 : namespace.length + 1));
    if (key.length > room)
      report(
        error("invalid-key", `The key is ${key.length} characters long; there is room for ${room}.`, { path: ["key"] }),
      );
  }
}

function checkOptions(kind: Kind, options: Record<string, unknown>, report: (d: Diagnostic) => void): void {
  const { ignore, protect } = options;
  if (protect !== undefined && typeof protect !== "boolean")
    report(error("invalid-field", "`protect` must be a boolean.", { path: ["protect"] }));
  if (ignore === undefined) return;
  if (!Array.isArray(ignore) || !ignore.every((path) => typeof path === "string")) {
    report(error("invalid-field", "`ignore` must be a list of dotted paths.", { path: ["ignore"] }));
    return;
  }
  const known = Object.keys(kind.spec.shape);
  (ignore as string[]).forEach((path, i) => {
    const head = path.split(".")[0]!;
    if (known.includes(head)) return;
    const close = suggest(head, known);
    report(
      error("invalid-ignore", `\`ignore\` names "${path}", but ${kind.name} has no field "${head}".`, {
        path: ["ignore", i],
        hint: close ? `Did you mean "${close}"?` : `Fields: ${known.join(", ")}.`,
      }),
    );
  });
}

function checkReservedTags(spec: Spec, report: (d: Diagnostic) => void): void {
  const tags = spec["tags"];
  if (!Array.isArray(tags)) return;
  for (const tag of tags)
    if (typeof tag === "string" && tag.startsWith("iac:"))
      report(error("reserved-tag", `The tag "${tag}" is reserved: \`iac:\` marks managed rows.`, { path: ["tags"] }));
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

function checkStatements(
  { statements = [], registry }: ResolveInput,
  all: readonly Resolved[],
  diagnostics: Diagnostic[],
): Statement[] {
  const here = new Set(all.map((one) => one.address));
  const fail = (located: LocatedStatement, message: string, hint?: string): void => {
    diagnostics.push(
      error("invalid-statement", message, {
        ...(located.place ? { place: located.place } : {}),
        ...(hint ? { hint } : {}),
      }),
    );
  };
  const good: Statement[] = [];
  for (const located of statements) {
    const { statement } = located;
    const named = statement.statement === "adopt" ? [statement.address] : [statement.from, statement.to];
    const bad = named.find((address) => !registry.kinds.has(parseAddress(String(address))?.kind ?? ""));
    if (bad !== undefined)
      fail(located, `${statement.statement}(…): "${String(bad)}" is not an address such as "dashboard.growth".`);
    else if (!here.has(named.at(-1)!))
      fail(
        located,
        `${statement.statement}(…): ${named.at(-1)} is not defined.`,
        `Known: ${[...here].slice(0, 8).join(", ")}.`,
      );
    else if (statement.statement === "moved" && here.has(statement.from))
      fail(located, `moved(…): ${statement.from} is still defined.`);
    else good.push(statement);
  }
  return good;
}
