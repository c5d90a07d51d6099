import type { PostHogClient } from "@posthog-definitions/client";
import { stopsRun, type Diagnostic, type Plan, type Report } from "@posthog-definitions/core";
import type { Registry, Resolution } from "@posthog-definitions/core/kind";
import {
  inScope,
  movedSince,
  plan,
  refusals,
  savedPlan,
  type PlanInput,
  type Prune,
  type SavedPlan,
} from "@posthog-definitions/planner";
import { applyPlan, type ApplyOptions } from "./apply.js";
import { withAuthors } from "./authors.js";
import { readState } from "./read.js";

export interface ProjectOptions {
  readonly client: PostHogClient;
  readonly registry: Registry;
  /** From `resolve`. Errors in it are the caller's to report: what is planned is what passed. */
  readonly resolution: Resolution;
  readonly namespace?: string;
  /** Values for `env("NAME")`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Addresses to plan, with what they refer to. Default: all. */
  readonly only?: ReadonlySet<string>;
  /** Delete managed rows that no definition names. Not together with `only`. Default: leave them alone. */
  readonly prune?: Prune;
  /** Ask PostHog's activity log who made the drift: one request for each of the first 20 rows that drifted. Default: `true`. */
  readonly authors?: boolean;
  /** `https://us.posthog.com` */
  readonly host: string;
  readonly projectId: number | string;
}

/** How much a plan costs. */
export interface Forecast {
  readonly requests: number;
  /** At least, by PostHog's limits alone. */
  readonly seconds: number;
}

/** A plan of the project as it is now, and the way to carry it out. */
export interface ProjectPlan {
  readonly plan: Plan;
  readonly forecast: Forecast;
  /** The plan as a file, to be applied later. */
  save(): SavedPlan;
  /** Why a saved plan is not this one: it is of something else, or rows have moved. Empty when it is. */
  isNot(saved: SavedPlan): Diagnostic[];
  /** Carries the plan out. A plan with an error that stops the run cannot be applied: that throws. */
  apply(options?: ApplyOptions): Promise<Report>;
}

/**
 * Reads what the definitions need to know of the project, and plans. Sends no write. A failed read is thrown as the
 * client's error: it is never taken for "does not exist".
 */
export async function planProject(options: ProjectOptions): Promise<ProjectPlan> {
  const { client, registry, resolution, namespace, env, only, prune } = options;
  const { definitions, statements, environment } = resolution;
  const named = {
    ...(namespace === undefined ? {} : { namespace }),
    ...(environment === undefined ? {} : { environment }),
  };
  const state = await readState({
    client,
    registry,
    definitions,
    statements,
    scope: inScope(definitions, only),
    everything: prune !== undefined,
    ...named,
  });
  const from: PlanInput & { world: typeof state } = {
    definitions,
    statements,
    registry,
    world: state,
    env,
    ...named,
    ...(only ? { only } : {}),
    ...(prune ? { prune } : {}),
    projectUrl: `${options.host.replace(/\/+$/, "")}/project/${options.projectId}`,
  };
  const made = plan(from);
  const planned = options.authors === false ? made : { ...made, plan: await withAuthors(client, from, made) };
  const toSend = planned.plan.requests.flatMap((request) => [
    ...(request.verb === "update" && request.joins.length > 0 ? [{ class: request.limit, write: false }] : []),
    { class: request.limit, write: true },
  ]);
  const facts = {
    project: { host: options.host, id: options.projectId },
    definitions,
    statements,
    ...named,
    ...(only ? { only } : {}),
    ...(prune ? { prune } : {}),
  };
  return {
    plan: planned.plan,
    forecast: client.forecast(toSend),
    save: () => savedPlan(planned, facts),
    isNot(saved) {
      const other = refusals(saved, facts);
      return other.length > 0 ? other : movedSince(saved, planned);
    },
    apply(applying = {}) {
      if (planned.plan.diagnostics.some(stopsRun))
        return Promise.reject(new Error("A plan with errors cannot be applied."));
      const stop = (): void => client.stop();
      applying.signal?.addEventListener("abort", stop, { once: true });
      return applyPlan({ ...applying, client, planned, from }).finally(() =>
        applying.signal?.removeEventListener("abort", stop),
      );
    },
  };
}
