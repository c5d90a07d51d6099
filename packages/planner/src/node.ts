import type { Body, PlannedRequest, Ref } from "@posthog-definitions/core";
import type { Kind, Step } from "@posthog-definitions/core/kind";

/** One request in the making. Whatever a row has to say that need not wait for one another is in one of them. */
export interface Node {
  readonly name: string;
  readonly address: string;
  readonly verb: PlannedRequest["verb"];
  readonly kind: Kind;
  body: Body;
  readonly joins: { readonly field: string; readonly ref: Ref }[];
  readonly after: Set<Node>;
  readonly joiners: Set<Node>;
  readonly call?: Extract<Step, { step: "call" }>;
}

/** Whether a request comes after another, however far. */
export function waits(node: Node, on: Node, seen = new Set<Node>()): boolean {
  if (node === on) return true;
  for (const first of node.after) {
    if (seen.has(first)) continue;
    seen.add(first);
    if (waits(first, on, seen)) return true;
  }
  return false;
}

/** Whether the server, told this, rewrites rows of the other's kind. */
export const rewrites = (node: Node, other: Node): boolean => node.kind.rewrites?.includes(other.kind.name) ?? false;

/** The request as data. */
export function planned(node: Node): PlannedRequest {
  const { call } = node;
  const side = call && call.of !== "row" ? call.of.path : undefined;
  return {
    name: node.name,
    address: node.address,
    verb: node.verb,
    method: call?.method ?? methodOf(node),
    path: call?.path ?? "",
    ...(side === undefined ? {} : { side }),
    body: node.body,
    joins: node.joins,
    after: [...node.after].map((first) => first.name),
    joiners: [...node.joiners].map((first) => first.name),
    limit: (side === undefined ? node.kind.api.limit : undefined) ?? "crud",
  };
}

function methodOf({ verb, kind }: Node): PlannedRequest["method"] {
  if (verb === "create") return "POST";
  return verb === "delete" && kind.api.remove === "hard" ? "DELETE" : "PATCH";
}
