import { isPlain, isRef, isSecret, reveal, type Body, type Id } from "@posthog-definitions/core";
import { isNamed, type Hole } from "@posthog-definitions/core/kind";
import type { State } from "./state.js";

/** A body cannot be sent, because something that it refers to has no id. */
export class Unfilled extends Error {}

/** The body as it goes over the wire: references become ids, secrets their values. The last thing that happens to it. */
export function filled(body: Body, state: State, selfId: Id | undefined): Body {
  const fill = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (isSecret(value)) return reveal(value);
    if (isRef(value)) return idFor(value, state, selfId);
    if (Array.isArray(value)) return value.map(fill);
    if (!isPlain(value)) return value;
    if (value["$self"] === true) return idFor({ $self: true }, state, selfId);
    if (isNamed(value))
      return Object.fromEntries(value.$named.map(([name, member]) => [String(fill(name)), fill(member)]));
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member)]));
  };
  return fill(body) as Body;
}

function idFor(hole: Hole | { $self: true }, state: State, selfId: Id | undefined): Id {
  if ("$self" in hole) {
    if (selfId === undefined) throw new Unfilled("The row has no id yet.");
    return selfId;
  }
  const id = hole.out === undefined ? state.idOf(hole) : output(hole, hole.out, state, selfId);
  if (id === undefined)
    throw new Unfilled(`${hole.$ref}.${hole.key ?? hole.id ?? ""} has no ${hole.out ?? "id"} to refer to.`);
  return hole.as === "string" ? String(id) : id;
}

function output(hole: Hole, name: string, state: State, asker: Id | undefined): Id | undefined {
  const live = state.resolve(hole);
  return live && state.target(hole.$ref).outputs?.[name]?.(live.row, asker);
}
