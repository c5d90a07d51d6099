import type { Body } from "@posthog-definitions/core";
import { fields, lifecycle as statesByCalls, type Facet } from "@posthog-definitions/core/kind";
import type { Lifecycle } from "./input.js";
import type { ExperimentRow } from "./row.js";
import type { ExperimentSpec } from "./spec.js";

const WORDS: Readonly<Record<string, Lifecycle>> = {
  draft: "draft",
  running: "running",
  // Nobody new comes in, and everything else goes on.
  exposure_frozen: "running",
  paused: "paused",
  stopped: "stopped",
};

/** Where a row stands. A word that is not known is read from its dates and its flag, as PostHog derives it. */
export function stateOf({ status, start_date, end_date, feature_flag }: ExperimentRow): Lifecycle {
  const known = Object.hasOwn(WORDS, String(status)) ? WORDS[String(status)] : undefined;
  if (known) return known;
  if (!start_date) return "draft";
  if (end_date) return "stopped";
  return feature_flag?.active === false ? "paused" : "running";
}

const concluded = ({ conclusion, conclusionComment }: ExperimentSpec): Body => ({
  conclusion,
  conclusion_comment: conclusionComment,
});

const RESET =
  "resets it to a draft: its dates and its conclusion are cleared, its results start anew; its flag stays as it is";

type State = Lifecycle | undefined;

/** PostHog's own routes. Source: `PostHog/posthog: products/experiments/backend/experiment_service.py`. */
const routes = statesByCalls<Lifecycle, ExperimentSpec, ExperimentRow>({
  fresh: "draft",
  decode: stateOf,
  moves: [
    { from: "draft", to: "running", call: "launch", note: "launches it, which switches its flag on" },
    { from: "running", to: "paused", call: "pause", note: "pauses it, which switches its flag off" },
    { from: "paused", to: "running", call: "resume", note: "resumes it, which switches its flag on" },
    // What `end` is not told of the conclusion, it clears.
    { from: "running", to: "stopped", call: "end", body: concluded, note: "ends it, which leaves its flag as it is" },
    { from: "paused", to: "stopped", call: "end", body: concluded, note: "ends it, which leaves its flag as it is" },
    { from: "running", to: "draft", call: "reset", note: RESET },
    { from: "paused", to: "draft", call: "reset", note: RESET },
    { from: "stopped", to: "draft", call: "reset", note: RESET },
  ],
});

const NO_WAY_BACK =
  'An experiment that has ended does not go on. To run it anew, apply `lifecycle: "draft"` first, which clears its dates, ' +
  "conclusion and results, or give the new run a key of its own.";

/** Goes live on the flag as the files have it. */
const goesLive = (path: string): boolean => path === "launch/" || path === "resume/";

/** The state, and with it the conclusion. */
export const lifecycle: Facet<State, ExperimentSpec, ExperimentRow> = {
  fresh: () => "draft",
  decode: stateOf,
  also: ["conclusion", "conclusionComment"],
  // On the server, that a flag is active and that its experiment is not paused are one thing. A flag is made inactive, and
  // the launch switches it on. Whether it stays on after the end is the flag's own matter.
  governs: ({ featureFlag, lifecycle }) =>
    featureFlag && lifecycle !== "stopped" ? [{ of: featureFlag, field: "active", value: false }] : [],
  write(change) {
    const { have, want, spec, row, refuse } = change;
    if (want === undefined || have === undefined) return [];
    // A new row has no conclusion, which is also what nothing and null mean.
    if (have === want) return row || spec.conclusion || spec.conclusionComment ? [fields(concluded(spec))] : [];
    if (have === "stopped" && want !== "draft") {
      refuse([], NO_WAY_BACK);
      return [];
    }
    return routes
      .write({ ...change, have, want })
      .map((step) =>
        step.step === "call" && spec.featureFlag && goesLive(step.path) ? { ...step, after: [spec.featureFlag] } : step,
      );
  },
};
