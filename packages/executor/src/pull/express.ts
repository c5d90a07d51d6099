import { isPlain, isRef, isSecret, type Ref, type Spec } from "@posthog-definitions/core";
import { isCall, lean, type Kind, type Registry } from "@posthog-definitions/core/kind";
import type { World } from "@posthog-definitions/planner";

/** How a spec can be said, the shortest first. The next one is for what an earlier one turns out not to say. */
export const forms: readonly ((kind: Kind, spec: Spec) => Spec)[] = [
  (kind, spec) => (kind.shorten?.(spec) as Spec | undefined) ?? (lean(kind.spec, spec) as Spec),
  (kind, spec) => lean(kind.spec, spec) as Spec,
  (_, spec) => spec,
];

/** A spec whose references and secrets can stand in a file. */
export function writable(spec: Spec, key: string, ref: (ref: Ref) => Ref): { spec: Spec; secrets: readonly string[] } {
  const secrets: string[] = [];
  const walk = (value: unknown, name: string): unknown => {
    if (typeof value !== "object" || value === null || isCall(value)) return value;
    if (isSecret(value)) {
      if ("$env" in value) return value;
      const wanted = variableName(`${key} ${name}`);
      let free = wanted;
      for (let n = 2; secrets.includes(free); n++) free = `${wanted}_${n}`;
      secrets.push(free);
      return { $env: free };
    }
    if (isRef(value)) return ref(value);
    if (Array.isArray(value)) return value.map((item) => walk(item, name));
    if (!isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([member, item]) => [member, walk(item, member)]));
  };
  return { spec: walk(spec, "") as Spec, secrets };
}

/** `upload-limits`, `token` → `UPLOAD_LIMITS_TOKEN` */
function variableName(words: string): string {
  const name = words
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toUpperCase();
  return /^[A-Z]/.test(name) ? name : `POSTHOG_${name}`;
}

/** Fields that name a row to people, if one row alone has that value. */
const NAMES = ["key", "code_name", "name", "title"];

/** A reference to a row that has no definition: by what it is called, where that is unmistakable, else by its id. */
export function lookupOf(ref: Ref, world: World, registry: Registry): Ref {
  const { id, key: _key, lookup: _lookup, ...rest } = ref;
  const rows = world.rows.get(ref.$ref) ?? [];
  const live = rows.find((row) => String(row.id) === String(id));
  const unique = registry.kinds.get(ref.$ref)?.unique?.field;
  for (const field of live ? [...(unique === undefined ? [] : [unique]), ...NAMES] : []) {
    const value = live!.row[field];
    if (typeof value === "string" && value !== "" && rows.filter(({ row }) => row[field] === value).length === 1)
      return { ...rest, lookup: { [field]: value } };
  }
  return { ...rest, ...(id === undefined ? {} : { id }) };
}
