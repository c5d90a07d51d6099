import type { PostHogClient } from "@posthog-definitions/client";
import type { Registry, Resolution } from "@posthog-definitions/core/kind";
import { compareProjects, type ProjectComparison } from "@posthog-definitions/planner";
import { readState } from "./read.js";

/** A project, and what the files say for it. */
export interface ProjectSide {
  readonly client: PostHogClient;
  readonly resolution: Resolution;
}

/** How two projects differ in what is managed. Sends no write. */
export async function compareWith(
  here: ProjectSide,
  there: ProjectSide,
  at: { readonly registry: Registry; readonly namespace?: string },
): Promise<ProjectComparison> {
  const [a, b] = await Promise.all(
    [here, there].map(async ({ client, resolution: { definitions, statements } }) => {
      const world = await readState({ client, definitions, statements, scope: definitions, everything: true, ...at });
      return { definitions, statements, world };
    }),
  );
  return compareProjects(a!, b!, at);
}
