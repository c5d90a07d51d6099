import { frozenCopy } from "./freeze.js";
import { stampSite } from "./site.js";

/** A value that differs between environments, as it stands in a definition until one is chosen. */
export interface PerEnvironment {
  readonly $perEnvironment: Readonly<Record<string, unknown>>;
  /** Holds in every environment that is not named. Absent: there is none such. */
  readonly otherwise?: unknown;
}

/**
 * A value that differs between the environments of `posthog.config.ts`, for any field of a definition and for the row of an
 * `adopt`: `rollout: perEnvironment({ staging: 100 }, 10)`. `otherwise` holds in every environment that is not named;
 * without it, a run in such an environment is an error, and an `adopt` is not there. It is chosen when the definitions are read for a run, so code that
 * imports the definition finds the choice itself, not its outcome.
 */
export function perEnvironment<const T>(values: Readonly<Record<string, T>>, ...otherwise: [otherwise?: T]): T {
  const choice: PerEnvironment = {
    $perEnvironment: frozenCopy(values),
    ...(otherwise.length > 0 ? { otherwise: frozenCopy(otherwise[0]) } : {}),
  };
  return Object.freeze(stampSite(choice, perEnvironment)) as unknown as T;
}

export const isPerEnvironment = (value: unknown): value is PerEnvironment =>
  typeof value === "object" && value !== null && "$perEnvironment" in value;
