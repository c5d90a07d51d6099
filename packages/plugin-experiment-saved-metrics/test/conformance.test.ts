import { action } from "@posthog-definitions/plugin-actions";
import { action as actionKind } from "@posthog-definitions/plugin-actions/kind";
import { cohort } from "@posthog-definitions/plugin-cohorts";
import { cohort as cohortKind } from "@posthog-definitions/plugin-cohorts/kind";
import {
  event,
  experimentExposure,
  funnelMetric,
  inCohort,
  meanMetric,
  ratioMetric,
  retentionMetric,
  where,
  wherePerson,
} from "@posthog-definitions/queries";
import { conformance, fc } from "@posthog-definitions/testkit";
import { experimentSavedMetric } from "../src/index.js";
import { experimentSavedMetric as kind } from "../src/kind.js";

const invoicePaid = action({ key: "invoice-paid", name: "Invoice paid", steps: [{ event: "invoice paid" }] });
const staff = cohort({ key: "staff", name: "Staff", criteria: wherePerson({ email: { icontains: "@example.com" } }) });

const source = fc.constantFrom(
  "$pageview",
  event("order paid", { math: "sum", math_property: "total", properties: where({ plan: "pro" }) }),
  { event: null, properties: [inCohort(staff)] },
  { action: invoicePaid, math: "unique_session" as const },
  { action: invoicePaid, name: "Paid" },
);
const options = fc.record(
  {
    name: fc.constantFrom("Primary", "Guardrail"),
    goal: fc.constantFrom("increase" as const, "decrease" as const),
    breakdownFilter: fc.constantFrom("$browser", { breakdowns: [{ type: "person" as const, property: "plan" }] }),
    uuid: fc.constantFrom("0b7f6a4e-3c55-4b3e-8f1a-111111111111"),
  },
  { requiredKeys: [] },
);
const window = fc.constantFrom({}, { conversion_window: 7, conversion_window_unit: "day" as const });
const query = fc.oneof(
  fc
    .tuple(options, window, source, fc.constantFrom({}, { upper_bound_percentile: 0.99 }))
    .map(([o, w, s, more]) => meanMetric({ ...o, ...w, ...more, source: s })),
  fc
    .tuple(options, window, fc.array(source, { minLength: 1, maxLength: 3 }))
    .map(([o, w, series]) => funnelMetric({ ...o, ...w, series })),
  fc.tuple(options, source, source).map(([o, numerator, denominator]) => ratioMetric({ ...o, numerator, denominator })),
  fc.tuple(options, fc.oneof(source, fc.constant(experimentExposure())), source, fc.nat(9)).map(([o, start, end, n]) =>
    retentionMetric({
      ...o,
      start_event: start,
      completion_event: end,
      retention_window_start: n,
      retention_window_end: n + 7,
      retention_window_unit: "day",
      start_handling: "first_seen",
    }),
  ),
);

conformance(kind, {
  factory: experimentSavedMetric,
  friends: [invoicePaid, staff],
  kinds: [actionKind, cohortKind],
  samples: [
    experimentSavedMetric({
      key: "raw",
      name: "Raw",
      query: { kind: "ExperimentMetric", metric_type: "mean", source: { kind: "EventsNode", event: "$pageview" } },
    }),
  ],
  arbitraries: { query },
});
