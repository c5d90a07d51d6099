import { factory, type DefinitionOptions } from "@posthog-definitions/core";
import { describe, expect, it } from "vitest";
import {
  anyOf,
  event,
  funnels,
  lifecycle,
  meanMetric,
  pathsV2,
  retention,
  trends,
  where,
  type NamedEvent,
} from "../src/index.js";
import { experimentMetric, insightQuery } from "../src/schema.js";

const define = factory<"event-definition", DefinitionOptions & NamedEvent>("event-definition");
const signedUp = define({ key: "signed-up", name: "signed_up" });
const paid = define({ key: "paid", name: "order paid" });

/** The same query, with names in the place of definitions. */
const alike = (withDefinitions: unknown, withNames: unknown): void =>
  expect(insightQuery.parse(withDefinitions)).toEqual(insightQuery.parse(withNames));

describe("a definition of an event stands for its name", () => {
  it("in every place of a series", () => {
    alike(
      trends({ series: [signedUp, { event: paid, math: "dau" }] }),
      trends({ series: ["signed_up", { event: "order paid", math: "dau" }] }),
    );
    alike(
      trends({ series: [event(paid, { properties: where({ plan: "pro" }) })] }),
      trends({ series: [event("order paid", { properties: where({ plan: "pro" }) })] }),
    );
    alike(
      trends({ series: [anyOf([signedUp, { event: paid }])] }),
      trends({ series: [anyOf(["signed_up", { event: "order paid" }])] }),
    );
    alike(
      trends({ series: [{ kind: "EventsNode", event: paid }] }),
      trends({ series: [{ kind: "EventsNode", event: "order paid" }] }),
    );
    alike(lifecycle({ series: [signedUp] }), lifecycle({ series: ["signed_up"] }));
  });

  it("in steps, goals and paths", () => {
    alike(
      funnels({ series: [signedUp, { event: paid, optionalInFunnel: true }] }),
      funnels({ series: ["signed_up", { event: "order paid", optionalInFunnel: true }] }),
    );
    alike(
      retention({ retentionFilter: { targetEntity: signedUp, returningEntity: { event: paid } } }),
      retention({ retentionFilter: { targetEntity: "signed_up", returningEntity: { event: "order paid" } } }),
    );
    alike(
      pathsV2({ pathsV2Filter: { stepSources: [{ event: paid }] } }),
      pathsV2({ pathsV2Filter: { stepSources: [{ event: "order paid" }] } }),
    );
  });

  it("in what an experiment counts", () => {
    expect(experimentMetric.parse(meanMetric({ source: paid }))).toEqual(
      experimentMetric.parse(meanMetric({ source: "order paid" })),
    );
  });

  it("and no other definition does", () => {
    const action = factory<"action", DefinitionOptions & NamedEvent>("action")({ key: "a", name: "A" });
    // @ts-expect-error an action is counted by `{ action }`
    expect(insightQuery.safeParse(trends({ series: [action] })).success).toBe(false);
    // @ts-expect-error the same inside of a series
    expect(insightQuery.safeParse(trends({ series: [{ event: action }] })).success).toBe(false);
  });
});
