import { forget, lookup, type Definition } from "@posthog-definitions/core";
import { registryOf, resolve } from "@posthog-definitions/core/kind";
import { insight } from "@posthog-definitions/plugin-insights";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { funnels, hogql, retention, trends } from "@posthog-definitions/queries";
import { createWorkbench } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { insightAlert, type InsightAlertInput } from "../src/index.js";
import { insightAlert as kind } from "../src/kind.js";
import { mergedWindows } from "../src/schedule.js";

const bench = createWorkbench({ kinds: [kind, insightKind] });
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const signups = insight({ key: "signups", name: "Signups", query: trends({ series: [{ event: "signed up" }] }) });
const few = (more: Partial<InsightAlertInput> = {}) =>
  insightAlert({ key: "few", name: "Few signups", insight: signups, threshold: { bounds: { lower: 100 } }, ...more });
const told = (...definitions: Definition[]) =>
  resolve({ definitions: definitions.map((definition) => ({ definition })), registry: registryOf(kind, insightKind) })
    .diagnostics.map(({ path, message }) => `${String(path)}: ${message}`)
    .join("\n");

describe("the mark", () => {
  it("stands in the name of the threshold, and the alert's own name is clean", async () => {
    await bench.apply([signups, few()]);
    const row = await bench.row(few());
    expect(row["name"]).toBe("Few signups");
    const { results } = (await bench.hand.send("GET", "alerts/")) as { results: { threshold: { name: string } }[] };
    expect(results[0]!.threshold.name).toMatch(/^<!-- iac:insight-alerts:few iac:hash:[0-9a-f]{16} -->$/);
  });

  it("leaves a name that somebody gave to the threshold", async () => {
    await bench.apply([signups, few()]);
    const { id, threshold } = (await bench.row(few())) as unknown as {
      id: string;
      threshold: { name: string; configuration: object };
    };
    const [mark] = [threshold.name];
    await bench.hand.send("PATCH", `alerts/${id}/`, { threshold: { ...threshold, name: `Theirs\n\n${mark}` } });
    await bench.apply([signups, few({ threshold: { bounds: { lower: 50 } } })]);
    const after = (await bench.row(few()))["threshold"] as typeof threshold;
    expect(after.name).toMatch(/^Theirs\n\n<!-- iac:insight-alerts:few /);
    expect(after.configuration).toEqual({ type: "absolute", bounds: { lower: 50 } });
  });
});

it("can be forgotten: the mark goes, everything else stays", async () => {
  await bench.apply([signups, few()]);
  const { id } = (await bench.row(few())) as { id: string };
  await bench.apply([signups, forget("insight-alert.few")]);
  const row = (await bench.hand.send("GET", `alerts/${id}/`)) as { threshold: object };
  expect(row.threshold).toMatchObject({ name: "", configuration: { type: "absolute", bounds: { lower: 100 } } });
});

describe("people", () => {
  it("are named by address, and sent by number", async () => {
    const all = [signups, few({ subscribed_users: ["teammate@example.com", "caller@example.com"] })];
    await bench.apply(all);
    const body = bench.emulator.log.writes.at(-1)!.body as { subscribed_users: number[] };
    expect([...body.subscribed_users].sort()).toEqual([1, 2]);
    expect((await bench.plan(all)).changes).toEqual([]);
    const { plan } = await bench.run([signups, few({ subscribed_users: ["nobody@example.com"] })], { dry: true });
    expect(plan!.diagnostics.map(({ code }) => code)).toContain("lookup-not-found");
  });

  it("may be named by number, for keys that may not read members", async () => {
    const member = (id: number) => lookup("organization-member", { id });
    const all = [signups, few({ subscribed_users: [member(2), member(1)] })];
    await bench.apply(all);
    expect((await bench.plan(all)).changes).toEqual([]);
    const one = [signups, few({ subscribed_users: [member(2)] })];
    expect((await bench.plan(one)).changes).toMatchObject([
      { fields: [{ path: ["subscribed_users", "caller@example.com"] }] },
    ]);
  });
});

describe("an alert that PostHog has disabled", () => {
  const disable = async () => {
    const { id } = (await bench.row(signups)) as { id: number };
    await bench.hand.send("PATCH", `insights/${id}/`, {
      query: { kind: "DataVisualizationNode", source: { kind: "HogQLQuery", query: "SELECT 1" } },
    });
    bench.emulator.checkAlerts();
    expect((await bench.row(few()))["enabled"]).toBe(false);
  };

  it("is no difference, unless the file says that it is enabled", async () => {
    await bench.apply([signups, few()]);
    await disable();
    const changed = async (more: Partial<InsightAlertInput>) =>
      (await bench.plan([signups, few(more)])).changes.filter(({ kind }) => kind === "insight-alert");
    expect(await changed({})).toEqual([]);
    expect(await changed({ enabled: true })).toMatchObject([{ fields: [{ path: ["enabled"], after: true }] }]);
  });

  it("comes back with its insight, where the file deletes nothing", async () => {
    await bench.apply([signups, few({ enabled: true })]);
    await disable();
    await bench.apply([signups, few({ enabled: true })]);
    expect((await bench.row(few()))["enabled"]).toBe(true);
  });
});

it("is made anew where its insight took it along", async () => {
  await bench.apply([signups, few()]);
  const { id } = (await bench.row(signups)) as { id: number };
  await bench.hand.send("PATCH", `insights/${id}/`, { deleted: true });
  const { plan } = await bench.apply([signups, few()]);
  expect(plan.changes.map(({ kind, action }) => `${kind} ${action}`).sort()).toEqual([
    "insight create",
    "insight-alert create",
  ]);
});

describe("rules", () => {
  it("are PostHog's", () => {
    expect(told(signups, few())).toBe("");
    expect(told(signups, few({ threshold: {} }))).toContain("threshold: needs `bounds.lower` or `bounds.upper`");
    expect(told(signups, few({ threshold: { bounds: { lower: 2, upper: 1 } } }))).toContain("is above `bounds.upper`");
    expect(told(signups, few({ threshold: { type: "percentage", bounds: { lower: 1 } } }))).toContain(
      "is of changes alone",
    );
    const ongoing = { type: "TrendsAlertConfig", series_index: 0, check_ongoing_interval: true } as const;
    expect(told(signups, few({ config: ongoing }))).toContain("needs `threshold.bounds.upper`");
    expect(told(signups, few({ investigation_agent_enabled: true }))).toContain("needs a `detector_config`");
    expect(told(signups, few({ investigation_gates_notifications: true }))).toContain(
      "needs `investigation_agent_enabled: true`",
    );
    expect(told(signups, few({ subscribed_users: ["ann"] }))).toContain("expected an e-mail address");
    const detector = { type: "ensemble", operator: "or", detectors: [{ type: "mad" }] } as const;
    expect(told(signups, few({ detector_config: detector }))).toContain("detector_config");
  });

  it("know the insight, as far as it is defined here", () => {
    const of = (query: Parameters<typeof insight>[0]["query"]) => insight({ key: "signups", name: "x", query });
    const kept = of(retention({ retentionFilter: {} }));
    expect(told(kept, few())).toContain("insight: is of RetentionQuery, which no alert can watch");
    const funnel = of(funnels({ series: [{ event: "a" }, { event: "b" }] }));
    expect(told(funnel, few())).toContain("that takes FunnelsAlertConfig");
    const step = { type: "FunnelsAlertConfig", metric: "conversion_from_start" } as const;
    expect(told(funnel, few({ config: step }))).toBe("");
    expect(told(funnel, few({ config: step, detector_config: { type: "mad" } }))).toContain("is not for funnels");
    const rows = { type: "HogQLAlertConfig", evaluation: "any_row" } as const;
    expect(told(of(hogql("SELECT 1")), few({ config: rows }))).toBe("");
    expect(told(of(hogql("SELECT 1")), few({ config: rows, condition: { type: "relative_increase" } }))).toContain(
      "has no row before",
    );
    expect(told(signups, few({ config: { type: "TrendsAlertConfig", series_index: 1 } }))).toContain("1 series");
  });

  it("of times of rest: each is long enough, and not all day", () => {
    const rests = (...windows: [string, string][]) =>
      told(
        signups,
        few({ schedule_restriction: { blocked_windows: windows.map(([start, end]) => ({ start, end })) } }),
      );
    expect(rests(["22:00", "06:00"])).toBe("");
    expect(rests(["09:00", "09:29"])).toContain("is shorter than 30 minutes");
    expect(rests(["09:00", "09:00"])).toContain("is shorter than 30 minutes");
    expect(rests(["9:00", "10:00"])).toContain("is no time of the day");
    expect(rests(["00:00", "12:00"], ["12:00", "00:00"])).toContain("leave no time of the day");
  });
});

it.each([
  [["09:00-10:00", "09:30-12:00"], ["09:00-12:00"]],
  [["20:00-00:00", "00:00-06:00"], ["20:00-06:00"]],
  [
    ["00:00-06:00", "10:00-11:00", "22:00-00:00"],
    ["10:00-11:00", "22:00-06:00"],
  ],
  [["soon-later"], ["soon-later"]],
])("times of rest %j are %j", (given, merged) => {
  const windows = given.map((text) => ({ start: text.split("-")[0]!, end: text.split("-")[1]! }));
  expect(mergedWindows(windows).map(({ start, end }) => `${start}-${end}`)).toEqual(merged);
});
