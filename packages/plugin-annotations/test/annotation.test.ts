import { type Definition } from "@posthog-definitions/core";
import { registryOf, resolve } from "@posthog-definitions/core/kind";
import { dashboard } from "@posthog-definitions/plugin-dashboards";
import { dashboard as dashboardKind } from "@posthog-definitions/plugin-dashboards/kind";
import { insight } from "@posthog-definitions/plugin-insights";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { trends } from "@posthog-definitions/queries";
import { createWorkbench } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { annotation, type AnnotationInput } from "../src/index.js";
import { annotation as kind } from "../src/kind.js";
import { moment } from "../src/moment.js";

const bench = createWorkbench({ kinds: [kind, insightKind, dashboardKind] });
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const signups = insight({ key: "signups", name: "Signups", query: trends({ series: [{ event: "signed up" }] }) });
const growth = dashboard({ key: "growth", name: "Growth" });
const launch = (more: Partial<AnnotationInput> = {}) =>
  annotation({ key: "launch", content: "Launch", date_marker: "2026-03-01", ...more });
const told = (...definitions: Definition[]) =>
  resolve({
    definitions: definitions.map((definition) => ({ definition })),
    registry: registryOf(kind, insightKind, dashboardKind),
  })
    .diagnostics.map(({ path, message }) => `${String(path)}: ${message}`)
    .join("\n");

describe("the scope", () => {
  it("is that of what is named, and always sent", async () => {
    const scope = async (more: Partial<AnnotationInput>) => {
      await bench.apply([signups, growth, launch(more)]);
      return (await bench.row(launch()))["scope"];
    };
    expect(await scope({})).toBe("project");
    expect(await scope({ insight: signups })).toBe("dashboard_item");
    expect(await scope({ dashboard: growth })).toBe("dashboard");
    expect(await scope({ tags: ["eu"] })).toBe("tag");
    expect(await scope({ dashboard: growth, scope: "project" })).toBe("project");
  });

  it("and what it is for go together", () => {
    expect(told(launch({ scope: "dashboard_item" }))).toContain("scope: needs the `insight`");
    expect(told(launch({ scope: "dashboard" }))).toContain("scope: needs the `dashboard`");
    expect(told(launch({ scope: "tag" }))).toContain("tags: PostHog wants one tag");
    expect(told(launch({ scope: "project", tags: ["eu"] }))).toContain("tags: PostHog takes tags only");
    expect(told(launch({ scope: "organization" as never }))).toContain("scope");
  });
});

describe("an annotation for the whole organisation", () => {
  const other = () => {
    const project = bench.emulator.addProject("Other").id;
    return (body: object) =>
      bench.hand.send("POST", `/api/projects/${project}/annotations/`, body as never) as Promise<{ id: number }>;
  };
  const listed = async () =>
    ((await bench.hand.send("GET", "annotations/")) as { results: { id: number; scope: string }[] }).results;

  it("of another project is never written, whatever its mark says", async () => {
    const make = other();
    const mark = "Launch\n\n<!-- iac:annotations:launch iac:hash:0123456789abcdef -->";
    const { id } = await make({ content: mark, scope: "organization" });
    const { plan } = await bench.apply([launch()]);
    expect(plan.changes).toMatchObject([{ action: "create" }]);
    expect(plan.orphans).toEqual([]);
    await bench.run([], { prune: true });
    expect(await listed()).toMatchObject([{ id, scope: "organization" }]);
    expect(bench.emulator.log.writes.every(({ path }) => !path.includes(`annotations/${id}/`))).toBe(true);
  });

  it("is not ours any more, where somebody made it one", async () => {
    await bench.apply([launch()]);
    const { id } = (await bench.row(launch())) as { id: number };
    await bench.hand.send("PATCH", `annotations/${id}/`, { scope: "organization" });
    const { plan } = await bench.run([launch()], { dry: true });
    expect(plan!.changes).toMatchObject([{ action: "create" }]);
  });
});

describe("what it was made on", () => {
  it("hides it while it is deleted: then it is made anew", async () => {
    await bench.apply([signups, launch({ insight: signups })]);
    const { id } = (await bench.row(signups)) as { id: number };
    await bench.hand.send("PATCH", `insights/${id}/`, { deleted: true });
    const { plan } = await bench.apply([signups, launch({ insight: signups })]);
    expect(plan.changes.map(({ kind, action }) => `${kind} ${action}`).sort()).toEqual([
      "annotation create",
      "insight create",
    ]);
  });

  it("goes by PostHog's name too, and a refusal leads to the field", () => {
    expect(told(signups, launch({ dashboard_item: signups }))).toBe("");
    expect(told(signups, launch({ dashboard_item: signups, insight: signups }))).toContain("two names of one field");
    expect(kind.attr!(["dashboard_item"])).toEqual(["insight"]);
    expect(kind.attr!(["content"])).toEqual(["content"]);
  });
});

it.each([
  ["2026-03-01", "2026-03-01T00:00:00Z"],
  ["2026-03-01T12:00", "2026-03-01T12:00:00Z"],
  ["2026-03-01T12:00:00+02:00", "2026-03-01T10:00:00Z"],
  ["2026-03-01 12:00:00.5-0130", "2026-03-01T13:30:00.500Z"],
  ["2026-03-01T12:00:00.000000Z", "2026-03-01T12:00:00Z"],
  ["2026-02-30", undefined],
  ["2026-13-01", undefined],
  ["2026-03-01T25:00Z", undefined],
  ["tomorrow", undefined],
  ["0000-06-01", undefined],
  ["0001-01-01T00:00+02:00", undefined],
  ["9999-12-31T23:00-02:00", undefined],
  ["9999-12-31", "9999-12-31T00:00:00Z"],
])("%j is the moment %j, wherever the tool runs", (text, at) => {
  for (const zone of ["UTC", "America/New_York"]) {
    vi.stubEnv("TZ", zone);
    expect(moment(text)).toBe(at);
  }
  vi.unstubAllEnvs();
});

it("has room for the mark within what PostHog takes", () => {
  expect(told(launch({ content: "x".repeat(8000) }))).toBe("");
  expect(told(launch({ content: "x".repeat(8190) }))).toContain("there is room for");
  expect(told(launch({ emoji: "🚀".repeat(17) }))).toContain("emoji");
});
