import { createClient, isPostHogError, type AnyPostHogError, type PostHogClient } from "@posthog-definitions/client";
import type { Settings } from "../../project/settings.js";
import { failed, ok, unknown, type Check } from "./check.js";

const regions: Readonly<Record<string, { name: string; other: string; otherName: string }>> = {
  "https://us.posthog.com": { name: "US", other: "https://eu.posthog.com", otherName: "EU" },
  "https://eu.posthog.com": { name: "EU", other: "https://us.posthog.com", otherName: "US" },
};

/** Whether the host answers as PostHog, and takes the key. `usable`: whether there is any point in going on. */
export async function checkAccount(
  client: PostHogClient,
  settings: Settings,
  fetcher?: typeof fetch,
): Promise<{ usable: boolean; checks: Check[] }> {
  const problem = await problemOf(client);
  if (!problem || problem.kind === "missingScope")
    return { usable: true, checks: [ok("reachable", "PostHog answers"), ok("key valid", "PostHog takes the key")] };
  if (problem.kind === "unauthenticated") {
    const region = regions[settings.host];
    const elsewhere = region !== undefined && (await isKnownAt(region.other, settings, fetcher));
    const hint = elsewhere
      ? `It is a key of PostHog Cloud ${region.otherName}: set POSTHOG_HOST=${region.other}.`
      : problem.hint;
    return {
      usable: false,
      checks: [
        ok("reachable", "PostHog answers"),
        failed("key valid", "credentials-invalid", "PostHog does not take the key.", hint),
      ],
    };
  }
  if (problem.code === "cancelled") throw problem;
  const name = problem.status === undefined ? "reachable" : "PostHog";
  return { usable: false, checks: [failed(name, problem.code, problem.message, problem.hint)] };
}

/** Whoever the key belongs to. Needs no project; a key without `user:read` is refused, but known. */
async function problemOf(client: PostHogClient): Promise<AnyPostHogError | undefined> {
  try {
    await client.send({ method: "GET", path: "users/@me/", scope: "root" });
    return undefined;
  } catch (thrown) {
    if (isPostHogError(thrown)) return thrown;
    throw thrown;
  }
}

async function isKnownAt(host: string, settings: Settings, fetcher?: typeof fetch): Promise<boolean> {
  const client = createClient({
    host,
    key: settings.key!,
    project: "@current",
    attempts: 1,
    timeout: 10_000,
    ...(fetcher ? { fetch: fetcher } : {}),
  });
  const problem = await problemOf(client);
  return problem === undefined || problem.kind === "missingScope";
}

/** Whether the project is there, and the key may see it. */
export async function checkProject(client: PostHogClient, projectId: string | number): Promise<Check> {
  try {
    const project = await client.send<{ name?: string }>({ method: "GET", path: "" });
    return ok("project", `${projectId}${project.name ? `, "${project.name}"` : ""}`);
  } catch (thrown) {
    if (!isPostHogError(thrown) || thrown.code === "cancelled") throw thrown;
    if (thrown.kind === "missingScope")
      return unknown("project", "the key lacks `project:read`, which only this check needs");
    // Asked for by itself, a project that the key may not see is answered like one that does not exist.
    if (thrown.kind === "notFound")
      return failed(
        "project",
        "project-not-found",
        `There is no project ${projectId} on this host that the key may see.`,
        "Check the project's number, and that the host is of its region (US or EU).",
      );
    return failed("project", thrown.code, thrown.message, thrown.hint);
  }
}
