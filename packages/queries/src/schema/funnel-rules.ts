/**
 * What the funnel runner refuses.
 * Source: PostHog/posthog: products/product_analytics/backend/hogql_queries/funnels/funnel_validation_rules.py.
 */
import { same } from "@posthog-definitions/core/kind";
import type { Report, Rule } from "./strict.js";
import { isObject } from "./wire.js";

const MAX_STEPS = 32;

interface Funnel {
  readonly steps: readonly unknown[];
  readonly filter: Record<string, unknown>;
}

/** A rule that only looks when there are enough steps for it to mean anything. */
const ofFunnel =
  (check: (funnel: Funnel, report: Report) => void): Rule =>
  (query, report) => {
    const steps = query["series"];
    const filter = query["funnelsFilter"] ?? {};
    if (Array.isArray(steps) && steps.length >= 2 && isObject(filter)) check({ steps, filter }, report);
  };

const enoughSteps: Rule = ({ series }, report) => {
  if (Array.isArray(series) && series.length < 2) report("a funnel has at least 2 steps", "series");
};

const notTooManySteps = ofFunnel(({ steps, filter }, report) => {
  if (steps.length > MAX_STEPS && filter["funnelVizType"] !== "trends")
    report(`a funnel has at most ${MAX_STEPS} steps`, "series");
});

const stepRange = ofFunnel(({ steps, filter }, report) => {
  const { funnelFromStep: from, funnelToStep: to } = filter;
  const last = steps.length - 1;
  if (typeof from === "number" && (from < 0 || from > last - 1))
    report(`is 0 to ${last - 1} in a funnel of ${steps.length} steps`, "funnelsFilter", "funnelFromStep");
  if (typeof to === "number" && (to < 1 || to > last))
    report(`is 1 to ${last} in a funnel of ${steps.length} steps`, "funnelsFilter", "funnelToStep");
  else if (typeof from === "number" && typeof to === "number" && to <= from)
    report("must come after `funnelFromStep`", "funnelsFilter", "funnelToStep");
});

const exclusionRanges = ofFunnel(({ steps, filter }, report) => {
  if (!Array.isArray(filter["exclusions"])) return;
  const last = steps.length - 1;
  filter["exclusions"].forEach((exclusion: unknown, i) => {
    if (!isObject(exclusion)) return;
    const { funnelFromStep: from, funnelToStep: to } = exclusion;
    if (typeof from !== "number" || typeof to !== "number") return;
    const at = (message: string, field: string): void => report(message, "funnelsFilter", "exclusions", i, field);
    if (from < 0 || from >= last) at(`is 0 to ${last - 1} in a funnel of ${steps.length} steps`, "funnelFromStep");
    else if (to <= from || to > last) at(`is ${from + 1} to ${last} here`, "funnelToStep");
    else if (filter["funnelOrderType"] === "unordered" && (from !== 0 || to !== last))
      at("in an unordered funnel an exclusion spans all steps", from === 0 ? "funnelToStep" : "funnelFromStep");
    else if (steps.slice(from, to + 1).some((step) => excludes(exclusion, step)))
      report("excludes one of the steps in its own range", "funnelsFilter", "exclusions", i);
  });
});

/** The same event or action, or a group of several that holds it. */
const excludes = (exclusion: Record<string, unknown>, step: unknown): boolean => {
  if (!isObject(step)) return false;
  if (Array.isArray(step["nodes"])) return step["nodes"].some((node) => excludes(exclusion, node));
  return (
    step["kind"] === exclusion["kind"] &&
    (step["kind"] === "EventsNode" ? step["event"] === exclusion["event"] : same(step["id"], exclusion["id"]))
  );
};

const optionalSteps = ofFunnel(({ steps, filter }, report) => {
  steps.forEach((step, i) => {
    if (!isObject(step) || step["optionalInFunnel"] !== true) return;
    const at = (message: string): void => report(message, "series", i, "optionalInFunnel");
    const viz = filter["funnelVizType"] ?? "steps";
    if (i === 0) at("the first step cannot be optional");
    else if (viz !== "steps" && viz !== "flow") at("only funnels shown as `steps` or `flow` have optional steps");
    else if (filter["funnelOrderType"] === "unordered") at("an unordered funnel has no optional steps");
    else if (sameStep(step, steps[i + 1]))
      at("the next, required step is the same: nobody could take one and not the other");
  });
});

const sameStep = (step: Record<string, unknown>, next: unknown): boolean => {
  if (!isObject(next) || next["optionalInFunnel"] === true) return false;
  const bare = ({ optionalInFunnel, name, custom_name, ...rest }: Record<string, unknown>) => rest;
  return same(bare(step), bare(next));
};

export const funnelRules: readonly Rule[] = [enoughSteps, notTooManySteps, stepRange, exclusionRanges, optionalSteps];
