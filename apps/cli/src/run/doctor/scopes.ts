import { isPostHogError, type PostHogClient } from "@posthog-definitions/client";
import type { Kind, Registry, Target } from "@posthog-definitions/core/kind";
import { failed, ok, unknown, type Check } from "./check.js";

/** A scope object, and what it is needed for. */
interface Need {
  readonly scope: string;
  readonly kinds: readonly Kind[];
}

/**
 * Which scopes the key lacks for the installed kinds. A key cannot read its own scopes, but the order of PostHog's
 * checks tells: a missing scope is 403 before anything else is looked at; a PATCH of a row that does not exist is 404
 * with it, and changes nothing. Source: PostHog/posthog: posthog/permissions.py.
 */
export async function checkScopes(client: PostHogClient, registry: Registry): Promise<Check[]> {
  const byScope = new Map<string, Kind[]>();
  for (const kind of registry.kinds.values())
    byScope.set(kind.api.scope, [...(byScope.get(kind.api.scope) ?? []), kind]);
  const needs = [...byScope].map(([scope, kinds]): Need => ({ scope, kinds }));
  const checks = await Promise.all(
    needs.map((need) => Promise.all([checkRead(client, need), checkWrite(client, need)])),
  );
  return checks.flat();
}

function checkRead(client: PostHogClient, need: Need): Promise<Check> {
  const { api } = need.kinds[0]!;
  const query = api.singleton ? {} : { limit: 1 };
  return probe(`${need.scope}:read`, need, () =>
    client.send({ method: "GET", path: api.path, query, ...requestOf(need.kinds[0]!) }),
  );
}

function checkWrite(client: PostHogClient, need: Need): Promise<Check> {
  // Where a row is called by its name, or there is one alone, no id is sure to be nobody's. What a kind refers to may
  // need the same scope, and serves as well.
  const candidates: readonly Target[] = [...need.kinds, ...need.kinds.flatMap((each) => each.targets ?? [])];
  const kind = candidates.find(({ api }) => api.scope === need.scope && !api.singleton && api.address === undefined);
  const scope = `${need.scope}:write`;
  if (!kind) return Promise.resolve(unknown(scope, "cannot be tried without writing"));
  return probe(scope, need, () =>
    client.send({ method: "PATCH", path: `${kind.api.path}0/`, body: {}, idempotent: true, ...requestOf(kind) }),
  );
}

const requestOf = ({ api }: Target): { scope?: "organization"; class?: "analytics" } => ({
  ...(api.parent === "organization" ? { scope: "organization" } : {}),
  ...(api.limit === "analytics" ? { class: "analytics" } : {}),
});

async function probe(scope: string, { kinds }: Need, send: () => Promise<unknown>): Promise<Check> {
  const needed = `for ${kinds.map((kind) => kind.plural).join(", ")}`;
  try {
    await send();
    return ok(scope, needed);
  } catch (thrown) {
    if (!isPostHogError(thrown) || thrown.code === "cancelled") throw thrown;
    if (thrown.kind === "missingScope") return failed(scope, "scope-missing", `is missing, ${needed}`, thrown.hint);
    if (thrown.kind === "notFound" && thrown.details.what === "object") return ok(scope, needed);
    return unknown(scope, thrown.message, thrown.hint);
  }
}
