import { isRef, isSecret, type Ref } from "@posthog-definitions/core";
import { builderOf, isCall, type Call } from "@posthog-definitions/core/kind";
import { isManyLines, propertyName, stringLiteral, templateLiteral } from "./strings.js";
import { text, type Item, type Tree } from "./tree.js";

/** What a value needs of the file that it stands in. */
export interface Scope {
  /** The name by which the file knows something that a package of ours exports. */
  ours(name: string, from: string): string;
  /** The name by which it knows another definition; `undefined` where there is no file to import it from. */
  definition(ref: Ref): string | undefined;
}

const CORE = "@posthog-definitions/core";

/** Plain data, references, secrets and calls as source. */
export function toTree(value: unknown, scope: Scope): Tree {
  if (typeof value === "string") return stringTree(value);
  if (typeof value === "number") return text(Object.is(value, -0) ? "-0" : String(value).replace("e+", "e"));
  if (typeof value !== "object" || value === null) return text(String(value));
  if (isCall(value)) return callTree(value, scope);
  if (isSecret(value)) return secretTree(value, scope);
  if (isRef(value)) return refTree(value, scope);
  if (Array.isArray(value)) return { type: "array", items: value.map((item) => itemOf(item, scope)) };
  return {
    type: "object",
    members: Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => ({ key: propertyName(name), ...itemOf(item, scope) })),
  };
}

const itemOf = (value: unknown, scope: Scope): Item => ({
  value: toTree(value, scope),
  ...(isCall(value) && value.comment !== undefined ? { comment: value.comment } : {}),
});

const stringTree = (value: string): Tree =>
  isManyLines(value) ? text(templateLiteral(value)) : { type: "text", text: stringLiteral(value), string: true };

function callTree(call: Call, scope: Scope): Tree {
  const { name, from } = builderOf(call);
  const made: Tree = {
    type: "call",
    callee: scope.ours(name, from),
    args: call.args.map((arg) => toTree(arg, scope)),
  };
  if (!call.then) return made;
  const { method, args } = call.then;
  return { type: "call", callee: `${oneLine(made)}.${method}`, args: args.map((arg) => toTree(arg, scope)) };
}

/** What a method is called on is short. */
const oneLine = (tree: Tree): string =>
  tree.type === "call" ? `${tree.callee}(${tree.args.map(oneLine).join(", ")})` : tree.type === "text" ? tree.text : "";

function secretTree(secret: object, scope: Scope): Tree {
  if (!("$env" in secret)) throw new TypeError("The value of a secret is not for files.");
  return { type: "call", callee: scope.ours("env", CORE), args: [text(stringLiteral(String(secret.$env)))] };
}

function refTree(ref: Ref, scope: Scope): Tree {
  const imported = ref.key === undefined ? undefined : scope.definition(ref);
  if (imported !== undefined) return text(imported);
  const kind = text(stringLiteral(ref.$ref));
  if (ref.key !== undefined)
    return { type: "call", callee: scope.ours("ref", CORE), args: [kind, text(stringLiteral(ref.key))] };
  const by = toTree(ref.id === undefined ? { ...ref.lookup } : { id: ref.id }, scope);
  return { type: "call", callee: scope.ours("lookup", CORE), args: [kind, by] };
}
