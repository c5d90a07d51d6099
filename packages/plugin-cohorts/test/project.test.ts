import { lookup, ref } from "@posthog-definitions/core";
import { featureFlag, inCohort as flagInCohort } from "@posthog-definitions/plugin-feature-flags";
import { featureFlag as flagKind } from "@posthog-definitions/plugin-feature-flags/kind";
import { insight } from "@posthog-definitions/plugin-insights";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { hogql, inCohort, notInCohort, trends, wherePerson } from "@posthog-definitions/queries";
import { createWorkbench } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { cohort, did, type CohortInput } from "../src/index.js";
import { cohort as kind } from "../src/kind.js";

const bench = createWorkbench({ kinds: [kind, flagKind, insightKind] });
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const staff = cohort({ key: "staff", name: "Staff", criteria: wherePerson({ email: { icontains: "@example.com" } }) });
const customers = cohort({
  key: "customers",
  name: "Customers",
  criteria: [wherePerson({ plan: "pro" }), notInCohort(staff)],
});
const writes = () => bench.emulator.log.writes.length;

describe("a cohort, by reference", () => {
  const flag = featureFlag({ key: "beta", active: true, groups: [{ properties: [flagInCohort(customers)] }] });
  const signups = insight({
    key: "signups",
    name: "Signups",
    query: trends({ series: [{ event: "signed up" }], properties: [inCohort(customers)] }),
  });
  const all = [flag, signups, customers, staff];

  it("is used in another cohort, in a flag and in a query, in one run", async () => {
    await bench.apply(all);
    const ids = Object.fromEntries(
      await Promise.all([staff, customers].map(async (each) => [each.key, (await bench.row(each))["id"]] as const)),
    );
    expect((await bench.row(customers))["filters"]).toMatchObject({
      properties: { values: [{ values: [{ key: "plan" }, { type: "cohort", value: ids["staff"], negation: true }] }] },
    });
    expect((await bench.row(flag))["filters"]).toMatchObject({
      groups: [{ properties: [{ type: "cohort", value: ids["customers"] }] }],
    });
    expect((await bench.row(signups))["query"]).toMatchObject({
      source: { properties: [{ type: "cohort", value: ids["customers"] }] },
    });
    expect((await bench.plan(all)).changes).toEqual([]);
  });

  it("cannot be deleted while something uses it: PostHog's words say what", async () => {
    await bench.apply(all);
    const refusal = async () => bench.hand.remove(kind, await bench.row(customers));
    await expect(refusal()).rejects.toThrow("This cohort is used in 1 active feature flag(s): beta.");
  });

  it("that a flag uses takes no condition on events: PostHog's words stand where the file says it", async () => {
    const byRef = flagInCohort(ref("cohort", "customers"));
    const beta = featureFlag({ key: "beta", active: true, groups: [{ properties: [byRef] }] });
    await bench.apply([beta, customers, staff]);
    const { report } = await bench.run([beta, cohort({ ...customers.spec, criteria: did("paid") }), staff]);
    const refused = report?.outcomes.flatMap(({ diagnostics }) => diagnostics);
    expect(refused).toMatchObject([{ code: "request-refused", path: ["criteria"] }]);
    expect(refused?.[0]?.message).toContain("Behavioral filters cannot be added to cohorts used in feature flags.");
  });

  it("that nobody manages is found by its name", async () => {
    const theirs = await bench.hand.send("POST", "cohorts/", { name: "Theirs", is_static: true });
    const mine = cohort({ key: "mine", name: "Mine", criteria: inCohort(lookup("cohort", { name: "Theirs" })) });
    await bench.apply([mine]);
    expect(JSON.stringify((await bench.row(mine))["filters"])).toContain(`"value":${theirs["id"] as number}`);
    expect((await bench.plan([mine])).changes).toEqual([]);
  });
});

describe("a recalculation", () => {
  it("is not caused where nothing changed, and by an edit once, with nothing but the edit", async () => {
    await bench.apply([customers, staff]);
    const [before, sent] = [await bench.row(customers), writes()];
    await bench.apply([customers, staff]);
    expect(writes()).toBe(sent);
    expect((await bench.row(customers))["version"]).toBe(before["version"]);
    const renamed = cohort({ ...customers.spec, name: "Paying customers" });
    const { plan } = await bench.apply([renamed, staff]);
    expect(plan.requests.map(({ method, body }) => [method, Object.keys(body).sort()])).toEqual([
      ["PATCH", ["description", "name"]],
    ]);
    expect((await bench.row(customers))["version"]).toBe((before["version"] as number) + 1);
  });
});

describe("a static cohort", () => {
  const frozen = (input: Partial<CohortInput> = {}) => cohort({ key: "f", name: "F", is_static: true, ...input });
  const warnings = async (definition: ReturnType<typeof frozen>) =>
    (await bench.plan([definition])).diagnostics.map(({ code, path }) => [code, path?.join(".")]);

  it("keeps the criteria that it was made of: another plan says so and does the rest", async () => {
    await bench.apply([frozen({ criteria: did("paid") })]);
    const wanted = frozen({ name: "G", criteria: did("refunded") });
    expect(await warnings(wanted)).toEqual([["not-supported", "filters"]]);
    await bench.apply([wanted]);
    expect(JSON.stringify(await bench.row(wanted))).toContain('"paid"');
    expect((await bench.row(wanted))["name"]).toBe("G");
    expect(await warnings(frozen({ name: "G" }))).toEqual([]);
  });

  it("can be made of a dynamic one, and back", async () => {
    await bench.apply([frozen({ is_static: false, criteria: did("paid") })]);
    await bench.apply([frozen()]);
    expect((await bench.row(frozen()))["is_static"]).toBe(true);
    await bench.apply([frozen({ is_static: false, criteria: did("refunded") })]);
    expect(JSON.stringify(await bench.row(frozen()))).toContain('"refunded"');
  });

  it("is filled by a query once: the plan of another says that the people stay", async () => {
    await bench.apply([frozen({ query: hogql("select 1") })]);
    const other = frozen({ query: hogql("select 2") });
    expect(await warnings(other)).toEqual([["not-supported", "query"]]);
    await bench.apply([other]);
    expect(await warnings(other)).toEqual([]);
  });
});

describe("cohort_type", () => {
  it("is PostHog's to say", async () => {
    const typed = cohort({ ...staff.spec, cohort_type: "behavioral" });
    await bench.apply([typed]);
    expect((await bench.row(typed))["cohort_type"]).toBe("realtime");
    const { changes, diagnostics } = await bench.plan([typed]);
    expect([changes, diagnostics.map(({ path }) => path)]).toEqual([[], [["cohort_type"]]]);
  });
});
