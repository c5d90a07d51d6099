import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/index.js";
import { act, eachInItsOwn, hidden, make, mean, patch, read } from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the files are named in support.ts.

describe("versions", () => {
  const events = (metrics: { source: { event: string } }[]) => metrics.map(({ source }) => source.event).sort();
  /** What a client says it has seen. */
  const seen = (row: JsonObject, scalars = false): JsonObject => ({
    metrics: row.metrics!,
    metrics_secondary: row.metrics_secondary!,
    saved_metrics_ids: (row.saved_metrics as JsonObject[]).map(({ saved_metric, metadata }) => ({
      id: saved_metric!,
      metadata: metadata!,
    })),
    ...(scalars
      ? Object.fromEntries(
          ["name", "description", "running_time_calculation", "parameters", "holdout_id", "stats_config"].map(
            (name) => [name, row[name]!],
          ),
        )
      : {}),
  });
  const stale = (row: JsonObject, body: JsonObject, scalars = false) =>
    patch(row.id as number, { ...body, version: row.version!, original_experiment: seen(row, scalars) });

  test("count every change; launching is one, pausing is none", async () => {
    const { id } = await make();
    const versions = [
      (await patch(id, { name: "x" })).body.version,
      (await act(id, "launch")).body.version,
      (await act(id, "pause")).body.version,
      (await act(id, "end")).body.version,
    ];
    expect(versions).toEqual([1, 2, 2, 3]);
  });

  test('"version without original is plain compare and swap"', async () => {
    const row = await make({ metrics: [mean("base")] });
    await patch(row.id, { metrics: [...row.metrics, mean("theirs")] });
    const { status, body } = await patch(row.id, { metrics: row.metrics, version: row.version });
    expect([status, body.current_version]).toEqual([409, 1]);
    expect(body).not.toHaveProperty("conflicting_fields");
    expect(Object.keys(body).sort()).toEqual(["current_version", "detail"]);
    expect((await patch(row.id, { name: "x", version: 1 })).body.version).toBe(2);
  });

  test('"update without version keeps last write wins", "null stored version is treated as zero"', async () => {
    const row = await make({ metrics: [mean("base")] });
    await patch(row.id, { metrics: [...row.metrics, mean("theirs")] });
    expect(events((await patch(row.id, { metrics: row.metrics })).body.metrics)).toEqual(["base"]);
    await hidden({ unversioned: row.id });
    expect((await patch(row.id, { description: "x", version: 0 })).body.version).toBe(1);
  });

  test('"stale delete merges with concurrent additions"', async () => {
    const row = await make({ metrics_secondary: [mean("1"), mean("2"), mean("3")] });
    await patch(row.id, { metrics_secondary: [...row.metrics_secondary, mean("4"), mean("5")] });
    const { status, body } = await stale(row, { metrics_secondary: row.metrics_secondary.slice(1) });
    expect([status, events(body.metrics_secondary)]).toEqual([200, ["2", "3", "4", "5"]]);
  });

  test('"same metric edited by both conflicts", "edit vs delete of same metric conflicts"', async () => {
    const row = await make({ metrics: [mean("a")] });
    const edited = (event: string) => [{ ...row.metrics[0], source: { kind: "EventsNode", event } }];
    await patch(row.id, { metrics: edited("theirs") });
    for (const metrics of [edited("mine"), []]) {
      const { status, body } = await stale(row, { metrics });
      expect([status, body.current_version, body.conflicting_metric_uuids]).toEqual([409, 1, [row.metrics[0].uuid]]);
    }
    await patch(row.id, { metrics: [] });
    expect((await stale(row, { metrics: edited("mine") })).body.conflicting_metric_uuids).toEqual([
      row.metrics[0].uuid,
    ]);
  });

  test('"launch fingerprint churn is not a phantom metric conflict"', async () => {
    const row = await make({ metrics: [mean("a")] });
    await act(row.id, "launch");
    const { status, body } = await stale(row, {
      metrics: [{ ...row.metrics[0], source: { kind: "EventsNode", event: "edited" } }],
    });
    expect([status, events(body.metrics), body.status]).toEqual([200, ["edited"], "running"]);
  });

  test('"shared metric metadata double edit conflicts", "stale shared metric removal keeps concurrently linked"', async () => {
    const [a, b] = [await hidden({ savedMetric: "a" }), await hidden({ savedMetric: "b" })];
    const link = (id: number, type: string) => ({ id, metadata: { type } });
    const row = await make({ saved_metrics_ids: [link(a, "primary")] });
    await patch(row.id, { saved_metrics_ids: [link(a, "primary"), link(b, "primary")] });
    const removed = await stale(row, { saved_metrics_ids: [] });
    expect(removed.body.saved_metrics).toMatchObject([{ saved_metric: b }]);
    const again = removed.body;
    await patch(row.id, { saved_metrics_ids: [link(b, "secondary")] });
    const { status, body } = await stale(again, {
      saved_metrics_ids: [{ id: b, metadata: { type: "primary", breakdowns: [] } }],
    });
    expect([status, body.conflicting_metric_uuids]).toEqual([409, [`saved_metric:${b}`]]);
  });

  test('"stale scalar write without base value conflicts with any concurrent change"', async () => {
    const row = await make();
    await patch(row.id, { metrics: [mean("theirs")] });
    const { status, body } = await stale(row, { description: "mine" });
    expect([status, body.conflicting_fields]).toEqual([409, ["description"]]);
    // "stale write resending unchanged scalar is not a conflict"
    expect((await stale(row, { description: "", metrics: [mean("mine")] })).status).toBe(200);
  });

  test('"stale write echoing base scalar does not revert concurrent edit", a double edit conflicts', async () => {
    const row = await make();
    await patch(row.id, { description: "theirs" });
    const echo = await stale(row, { description: "", name: "Mine" }, true);
    expect(echo.body).toMatchObject({ description: "theirs", name: "Mine" });
    const { status, body } = await stale(row, { description: "mine" }, true);
    expect([status, body.conflicting_fields]).toEqual([409, ["description"]]);
  });

  test("what the UI saves by itself is no conflict, and a change that was made already is none either", async () => {
    const row = await make({ running_time_calculation: { minimum_detectable_effect: 5, recommended_sample_size: 1 } });
    await patch(row.id, { running_time_calculation: { minimum_detectable_effect: 5, recommended_sample_size: 2 } });
    const edited = await stale(
      row,
      { running_time_calculation: { minimum_detectable_effect: 9, recommended_sample_size: 1 } },
      true,
    );
    expect(edited.body.running_time_calculation).toEqual({ minimum_detectable_effect: 9, recommended_sample_size: 2 });
    // "stale variant notes write merges on flag linked experiment"
    const notes = { ...row.parameters, variant_notes: { control: "n" } };
    expect((await stale(row, { parameters: notes }, true)).body.parameters.variant_notes).toEqual({ control: "n" });
    const { version } = await read(row.id);
    const twin = await stale(row, { parameters: notes }, true);
    expect([twin.status, twin.body.version]).toEqual([200, version]);
  });
});
