import type { DefinitionOptions } from "../definition.js";
import { error, isError, warning, type Diagnostic } from "../diagnostic.js";
import { addressOf } from "../reference.js";
import { isPlain, pathText, type Path, type Spec } from "../values.js";
import { endless, notData } from "./data.js";
import { excess } from "./identity.js";
import { complaints } from "./issues.js";
import { lostMembers } from "./lost.js";
import { DEFAULT_KEY_RULE, type Checking, type Kind } from "./kind.js";
import { normalised } from "./normal.js";
import type { Located, Resolved, ResolveInput } from "./resolved.js";
import { bothNames, canonical } from "./schema.js";
import { longForm, shorthandConflicts, valueAt, writtenPath } from "./shorthands.js";
import { chosen, existsIn } from "./environment.js";
import { suggest } from "./suggest.js";

const COMMON = ["key", "ignore", "protect", "environments"] as const;

/** A definition on its way to being resolved, with everything that is wrong with it so far. */
export interface Draft extends Located {
  readonly address: string;
  readonly diagnostics: Diagnostic[];
  /** It exists in other environments only. */
  readonly elsewhere?: boolean;
  /** Absent when its kind is unknown, or its fields do not parse. */
  readonly content?: {
    readonly kind: Kind;
    readonly options: DefinitionOptions;
    /** As written, each field under its own name. */
    readonly value: Spec;
    /** The normal form with lists still in the order in which they were written, so that positions in a path are the user's. */
    readonly asListed: Spec;
    readonly spec: Spec;
    /** Tells of something wrong at a path of {@link value}. */
    report(diagnostic: Diagnostic): void;
  };
}

/** Made once per kind: zod compiles a schema when it is first used, and every call of `strict()` gives a new one. */
const strictSpecs = new WeakMap<Kind, Kind["spec"]>();
function strictSpec(kind: Kind): Kind["spec"] {
  let schema = strictSpecs.get(kind);
  if (!schema) strictSpecs.set(kind, (schema = kind.spec.strict()));
  return schema;
}

/** What a definition says by itself. */
export function draftOf({ definition, place }: Located, input: ResolveInput): Draft {
  const diagnostics: Diagnostic[] = [];
  const kind = input.registry.kinds.get(definition.kind);
  const address = addressOf({ kind: definition.kind, key: String(definition.key) });
  const draft: Draft = { definition, address, diagnostics, ...(place ? { place } : {}) };
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
    return draft;
  }
  if (!isPlain(definition.spec)) {
    report(error("invalid-field", `${kind.name}(…) takes an object.`));
    return draft;
  }
  const fault = endless(definition.spec);
  if (fault) {
    report(error("invalid-field", `\`${pathText(fault.path)}\` ${fault.message}.`, { path: fault.path }));
    return draft;
  }
  const environments = input.environments ?? { known: [] };
  const written = definition.spec as Record<string, unknown>;
  if (!existsIn(written["environments"], environments, report)) return { ...draft, elsewhere: true };
  const options = chosen(written, environments, report) as unknown as DefinitionOptions & Record<string, unknown>;
  if (diagnostics.some(isError)) return draft;
  checkKey(kind, options.key, input.namespace, report);
  checkOptions(kind, options, report);

  const { value, conflicts } = canonical(options, kind.aliases ?? {});
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
  const reportWritten = (diagnostic: Diagnostic): void =>
    report({ ...diagnostic, path: asWritten(diagnostic.path ?? []) });
  const schema = strictSpec(kind);
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    for (const { code, path, message, hint } of complaints(schema, raw, parsed.error.issues))
      reportWritten(error(code, message, { path, ...(hint ? { hint } : {}) }));
    return draft;
  }
  for (const path of lostMembers(raw, parsed.data))
    reportWritten(
      error("invalid-field", `\`${pathText(path)}\`: nothing can be called \`__proto__\` here; it would be lost.`, {
        path,
        hint: "Give it another name, or leave it to PostHog's UI with `ignore`.",
      }),
    );
  const asListed = (kind.normalise?.(parsed.data) ?? parsed.data) as Spec;
  const spec = normalised(kind, asListed) as Spec;
  for (const { path, message } of notData(asListed)) {
    const place = asWritten(writtenPath(shorthands, value as Spec, path));
    report(error("invalid-field", `\`${pathText(place)}\` ${message}.`, { path: place }));
  }
  checkReservedTags(spec, report);
  checkNoMark(kind, spec, reportWritten);
  checkMarkFits(kind, options, input.namespace, spec, reportWritten);
  return {
    ...draft,
    content: {
      kind,
      options,
      value: value as Spec,
      asListed,
      spec,
      report: reportWritten,
    },
  };
}

/** What its kind has to say about it, now that the others are known. */
export function check({ content }: Draft, at: Checking): void {
  if (!content) return;
  const { kind, value, asListed, report } = content;
  kind.check?.(
    asListed,
    (path, message, severity = "error") => {
      const written = writtenPath(kind.shorthands ?? {}, value, path);
      report((severity === "error" ? error : warning)("invalid-field", message, { path: written }));
    },
    at,
  );
  for (const [field, why] of Object.entries(kind.notKept ?? {}))
    if (valueAt(value, field.split(".")) !== undefined)
      report(warning("not-supported", `\`${field}\`: ${why}`, { path: field.split(".") }));
}

/** The finished definition; `undefined` when anything is wrong with it. */
export function resolvedOf({ definition, address, place, content, diagnostics }: Draft): Resolved | undefined {
  if (!content || diagnostics.some(isError)) return undefined;
  const { kind, options, spec, asListed } = content;
  return {
    definition,
    kind,
    address,
    key: definition.key,
    spec,
    asListed,
    ignore: (options.ignore ?? []).map((path) => longForm(kind.shorthands ?? {}, path)),
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
  const rule = kind.keyRule ?? DEFAULT_KEY_RULE;
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

/** A text that was copied from PostHog together with its mark: without ours behind it, the row would be another definition's. */
function checkNoMark({ identity }: Kind, spec: Spec, report: (d: Diagnostic) => void): void {
  const { carrier } = identity;
  const text = carrier === undefined ? undefined : spec[carrier];
  if (typeof text !== "string" || identity.strip({ [carrier!]: text })[carrier!] === text) return;
  report(
    error("invalid-field", `\`${carrier}\` ends with the mark of a managed row, \`<!-- iac:… -->\`.`, {
      path: [carrier!],
      hint: "Take it out: the mark is written behind the text by itself.",
    }),
  );
}

/** The mark stands in the same field as the text, and PostHog counts both. A field of the spec and its body key share a name here. */
function checkMarkFits(
  kind: Kind,
  { key, protect }: DefinitionOptions,
  namespace: string | undefined,
  spec: Spec,
  report: (d: Diagnostic) => void,
): void {
  if (typeof key !== "string") return;
  const mark = {
    key,
    ...(namespace === undefined ? {} : { namespace }),
    ...(protect === true ? { protect } : {}),
  };
  const over = excess(kind, spec, mark);
  if (over === undefined || over <= 0) return;
  const carrier = kind.identity.carrier!;
  const length = [...String(spec[carrier])].length;
  report(
    error("invalid-field", `\`${carrier}\` has ${length} characters, and there is room for ${length - over}.`, {
      path: [carrier],
      hint: `PostHog takes ${kind.identity.max}, and the mark by which the row is found again stands behind the text; its length is that of the key and what goes with it.`,
    }),
  );
}

function checkReservedTags(spec: Spec, report: (d: Diagnostic) => void): void {
  const tags = spec["tags"];
  if (!Array.isArray(tags)) return;
  for (const tag of tags)
    if (typeof tag === "string" && tag.startsWith("iac:"))
      report(error("reserved-tag", `The tag "${tag}" is reserved: \`iac:\` marks managed rows.`, { path: ["tags"] }));
}
