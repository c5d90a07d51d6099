import type { PostHogClient } from "@posthog-definitions/client";
import type { Diagnostic, PlannedRequest } from "@posthog-definitions/core";
import type { Registry, Resolved } from "@posthog-definitions/core/kind";
import type { Comparison } from "@posthog-definitions/planner";
import type { MarkProofs } from "./marks.js";
import type { State } from "./state.js";

export type RequestStatus = "done" | "failed" | "skipped";

/** What became of one planned request. */
export interface RequestResult {
  readonly request: PlannedRequest;
  readonly status: RequestStatus;
  readonly diagnostics: readonly Diagnostic[];
  /** Its answer was lost: it may have worked or not, and what comes after it must not be built on that. */
  readonly uncertain?: boolean;
  /** Not sent, because something before it is uncertain. The next round looks, and plans it again. */
  readonly postponed?: boolean;
}

export interface RunInput {
  readonly client: PostHogClient;
  readonly registry: Registry;
  readonly definitions: ReadonlyMap<string, Resolved>;
  readonly comparisons: ReadonlyMap<string, Comparison>;
  readonly state: State;
  readonly namespace?: string;
  readonly onRequest?: (request: PlannedRequest, status: "start" | RequestStatus) => void;
  /** Whether PostHog keeps marks, by kind. Shared by all rounds of an apply. */
  readonly marks: MarkProofs;
}
