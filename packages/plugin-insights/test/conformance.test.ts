import { funnels, hogql, sqlChart, trends, where } from "@posthog-definitions/queries";
import { conformance, fc } from "@posthog-definitions/testkit";
import { insight } from "../src/index.js";
import { insight as kind } from "../src/kind.js";

const event = fc.constantFrom("signed up", "upgraded", "churned");
const query = fc.oneof(
  fc
    .record({ event, interval: fc.constantFrom("day" as const, "week" as const), plan: fc.constantFrom("pro", "free") })
    .map(({ event, interval, plan }) => trends({ series: [{ event, properties: where({ plan }) }], interval })),
  fc.tuple(event, event).map(([from, to]) => funnels({ series: [{ event: from }, { event: to }] })),
  fc.integer({ min: 1, max: 99 }).map((limit) => hogql(`select event from events limit ${limit}`)),
  fc.integer({ min: 1, max: 99 }).map((limit) => sqlChart(`select ${limit}`, { display: "ActionsBar" })),
);

conformance(kind, { factory: insight, arbitraries: { query } });
