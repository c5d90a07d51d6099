import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/index.js";
import { act, eachInItsOwn, hidden, make, mean, patch, post, posthog, read } from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the files are named in support.ts.

describe("metrics", () => {
  test("get a uuid and a fingerprint, which changes with what results depend on", async () => {
    const row = await make({ metrics: [mean("a"), { ...mean("b"), uuid: "mine" }] });
    expect(row.metrics.map((m: JsonObject) => m.uuid)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), "mine"]);
    expect(row.primary_metrics_ordered_uuids).toEqual(row.metrics.map((m: JsonObject) => m.uuid));
    const prints = (of: { metrics: JsonObject[] }) => of.metrics.map((m) => m.fingerprint);
    const { body } = await patch(row.id, { stats_config: { method: "frequentist" } });
    expect(prints(body)).not.toEqual(prints(row));
    const renamed = await patch(row.id, { name: "Other" });
    expect(prints(renamed.body)).toEqual(prints(body));
    expect(prints((await act(row.id, "launch")).body)).not.toEqual(prints(body));
  });

  test("that collide get another uuid without a word: with one another, the other list, or a saved metric", async () => {
    const saved = await hidden({ savedMetric: "s" });
    const row = await make({
      metrics: [
        { ...mean("a"), uuid: "x" },
        { ...mean("b"), uuid: "x" },
      ],
      metrics_secondary: [
        { ...mean("c"), uuid: "x" },
        { ...mean("d"), uuid: "uuid-of-s" },
      ],
      saved_metrics_ids: [{ id: saved, metadata: { type: "primary" } }],
    });
    const uuids = [...row.metrics, ...row.metrics_secondary].map((m) => m.uuid);
    expect(uuids[0]).toBe("x");
    expect(new Set([...uuids, "uuid-of-s"]).size).toBe(5);
    const { body } = await patch(row.id, { metrics_secondary: [{ ...mean("e"), uuid: "x" }] });
    expect(body.metrics_secondary[0].uuid).not.toBe("x");
  });

  test("are judged by their schema, their actions, and by whether anybody ever sent their events", async () => {
    const wrong = async (metrics: Json) => (await post({ metrics })).body;
    expect(await wrong({})).toMatchObject({ detail: "Metrics must be a list", attr: "metrics" });
    expect((await wrong([{ kind: "X" }])).detail).toBe(
      "Invalid metric at index 0: metric kind must be 'ExperimentMetric'",
    );
    expect((await wrong([{ kind: "ExperimentTrendsQuery" }])).detail).toContain("is no longer supported");
    expect((await wrong([{ ...mean("a"), source: { kind: "EventsNode", id: 1 } }])).detail).toContain("'id'");
    const onAction = { ...mean("a"), source: { kind: "ActionsNode", id: 999 } };
    expect((await wrong([onAction])).detail).toMatch(/^Action\(s\) with ID 999 not found or deleted\./);
    expect((await post({ metrics_secondary: [onAction] })).body.attr).toBe("metrics_secondary");
    expect((await wrong([mean("b"), mean("a")])).detail).toMatch(/^Event\(s\) 'a', 'b' not found\./);
    expect((await post({ metrics: [mean("a")], allow_unknown_events: true })).status).toBe(201);
    // Whoever sends no metrics is not asked about events.
    const { id } = await make({ metrics: [mean("a")] });
    expect((await posthog.patch(`experiments/${id}/`, { name: "x" })).status).toBe(200);
    expect((await posthog.patch(`experiments/${id}/`, { metrics: [mean("b")] })).status).toBe(400);
  });

  test("are replaced as a whole, and their order of display follows", async () => {
    const row = await make({ metrics: [mean("a"), mean("b")] });
    const [, b] = row.metrics;
    const { body } = await patch(row.id, { metrics: [b, mean("c")] });
    expect(body.metrics.map((m: { source: JsonObject }) => m.source.event)).toEqual(["b", "c"]);
    expect(body.primary_metrics_ordered_uuids).toEqual(body.metrics.map((m: JsonObject) => m.uuid));
  });

  test("of actions go by the names that those have now", async () => {
    const action = (await posthog.post("actions/", { name: "Old", steps: [] })).body;
    const { id } = await make({ metrics: [{ ...mean("a"), source: { kind: "ActionsNode", id: action.id } }] });
    await posthog.patch(`actions/${action.id}/`, { name: "New" });
    expect((await read(id)).metrics[0].source.name).toBe("New");
  });
});

describe("saved metrics", () => {
  test("links are checked one by one", async () => {
    const wrong = async (saved_metrics_ids: Json) => (await post({ saved_metrics_ids })).body.detail;
    expect(await wrong({ id: 1 })).toBe('Expected a list of items but got type "dict".');
    expect(await wrong([[1]])).toBe("Saved metric must be an object");
    expect(await wrong([{}])).toBe("Saved metric must have an id");
    expect(await wrong([{ id: 1, metadata: "x" }])).toBe("Metadata must be an object");
    expect(await wrong([{ id: 1, metadata: {} }])).toBe("Metadata must have a type key");
    expect(await wrong([{ id: 1, metadata: { type: "primary" } }])).toBe(
      "Saved metric does not exist or does not belong to this project",
    );
  });

  test("a link whose saved metric stays, stays; what was said of it is replaced", async () => {
    const [a, b] = [await hidden({ savedMetric: "a" }), await hidden({ savedMetric: "b" })];
    const row = await make({ saved_metrics_ids: [{ id: a, metadata: { type: "primary", breakdowns: [] } }] });
    expect(row.saved_metrics).toMatchObject([
      { saved_metric: a, name: "a", query: { uuid: "uuid-of-a", fingerprint: expect.any(String) } },
    ]);
    expect(row.primary_metrics_ordered_uuids).toEqual(["uuid-of-a"]);
    const { body } = await patch(row.id, {
      saved_metrics_ids: [
        { id: b, metadata: { type: "secondary" } },
        { id: a, metadata: { type: "secondary" } },
      ],
    });
    expect(body.saved_metrics).toMatchObject([
      { id: row.saved_metrics[0].id, saved_metric: a, metadata: { type: "secondary" } },
      { saved_metric: b },
    ]);
    expect(body.primary_metrics_ordered_uuids).toEqual([]);
    expect((await patch(row.id, { name: "x" })).body.saved_metrics).toHaveLength(2);
    expect((await patch(row.id, { saved_metrics_ids: null })).body.saved_metrics).toEqual([]);
  });
});
