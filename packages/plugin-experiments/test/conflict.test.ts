import { isPlain } from "@posthog-definitions/core";
import { meanMetric } from "@posthog-definitions/queries";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createBench, flag, make } from "./support.js";

const bench = createBench();
beforeEach(() => bench.reset());
afterAll(() => bench.close());

/** The row as it is read, one version behind what the server has by then. */
const stale = (path: string, body: unknown) =>
  /experiments\/\d+\/$/.test(path) && isPlain(body) && typeof body["version"] === "number"
    ? { ...body, version: body["version"] - 1 }
    : body;

describe("somebody's change in between", () => {
  it("is a conflict that is told, and is not overwritten", async () => {
    await bench.apply([flag(), make()]);
    await bench.byHand(make(), { name: "Theirs" });
    const { report } = await bench.run([flag(), make({ name: "Ours" })], { tamper: stale });
    const outcome = report?.outcomes.find(({ address }) => address === "experiment.e");
    expect(outcome).toMatchObject({ status: "failed", diagnostics: [{ code: "conflict" }] });
    expect(outcome?.diagnostics[0]?.hint).toContain("Nothing was overwritten");
    expect((await bench.row(make()))["name"]).toBe("Theirs");
    await bench.apply([flag(), make({ name: "Ours" })]);
    expect((await bench.row(make()))["name"]).toBe("Ours");
  });

  it("of which a server without versions knows nothing does not stop us", async () => {
    await bench.apply([flag(), make()]);
    const versionless = (_: string, body: unknown) => {
      if (!isPlain(body)) return body;
      const { version: __, ...rest } = body;
      return rest;
    };
    const { report } = await bench.run([flag(), make({ name: "New" })], { tamper: versionless });
    expect(report?.outcomes.map(({ status }) => status)).toEqual(["done"]);
    expect(bench.emulator.log.writes.at(-1)?.body).not.toHaveProperty("version");
  });
});

describe("a body", () => {
  const bodies = () =>
    bench.emulator.log.writes
      .filter(({ path }) => path.includes("/experiments/"))
      .map(({ body }) => (typeof body === "string" ? JSON.parse(body) : body) as Record<string, unknown>);

  it("allows for events that nobody has sent yet wherever there are metrics, and says the version it was made from", async () => {
    await bench.apply([flag(), make({ metrics: [meanMetric({ source: "never sent" })] })]);
    await bench.apply([flag(), make({ metrics: [meanMetric({ source: "never sent either" })] })]);
    await bench.apply([flag(), make({ name: "Other", metrics: [meanMetric({ source: "never sent either" })] })]);
    const [created, metrics, name] = bodies();
    expect(created).toMatchObject({ feature_flag_key: "checkout", allow_unknown_events: true });
    expect(created).not.toHaveProperty("parameters");
    expect(Object.keys(metrics!).sort()).toEqual(["allow_unknown_events", "description", "metrics", "version"]);
    expect(Object.keys(name!).sort()).toEqual(["description", "name", "version"]);
  });
});

describe("a legacy experiment", () => {
  it("takes a name and a description, and refuses the rest with the reason", async () => {
    const legacy = (path: string, body: unknown) =>
      path.includes("/experiments/") && isPlain(body) && "id" in body ? { ...body, is_legacy: true } : body;
    await bench.apply([flag(), make()]);
    const named = await bench.run([flag(), make({ name: "New", description: "Why." })], { tamper: legacy });
    expect(named.report?.outcomes.map(({ status }) => status)).toEqual(["done"]);
    const { plan } = await bench.run(
      [flag(), make({ name: "New", description: "Why.", metrics: [meanMetric({ source: "a" })], tags: ["x"] })],
      { tamper: legacy, dry: true },
    );
    expect(plan?.diagnostics.map(({ code, path }) => [code, path?.[0]])).toEqual([
      ["refused", "metrics"],
      ["refused", "tags"],
    ]);
    expect(plan?.diagnostics[0]?.message).toContain("old engine");
  });
});
