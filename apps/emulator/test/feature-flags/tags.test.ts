import { describe, expect, test } from "vitest";
import { eachInItsOwn, make, patch, post, posthog, read } from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the folder is named in support.ts.

describe("contexts and tags", () => {
  test("contexts are a lower-cased set of at most 50", async () => {
    const { evaluation_contexts } = await make("a", { evaluation_contexts: [" Web ", "web", "IOS"] });
    expect([...evaluation_contexts].sort()).toEqual(["ios", "web"]);
    const many = Array.from({ length: 51 }, (_, index) => `c${index}`);
    expect((await make("b", { evaluation_contexts: many })).detail).toBe(
      "evaluation_contexts must be a list of at most 50 items.",
    );
  });

  test('"create flag with none evaluation contexts", "with explicit tags only"', async () => {
    expect((await post({ key: "a", evaluation_contexts: null })).status).toBe(400);
    expect((await make("b", { tags: ["web"] })).evaluation_contexts).toEqual([]);
  });

  test("without the organisation's feature they are ignored, and shown as none", async () => {
    const { id } = await make("a", { evaluation_contexts: ["web"] });
    posthog.switches.organizationFeatures.evaluationContexts = false;
    expect((await read(id)).body.evaluation_contexts).toEqual([]);
    expect((await patch(id, { evaluation_contexts: ["ios"] })).status).toBe(200);
    posthog.switches.organizationFeatures.evaluationContexts = true;
    expect((await read(id)).body.evaluation_contexts).toEqual(["web"]);
  });

  test("a project may require contexts and tags", async () => {
    const { id } = await make("a", { evaluation_contexts: ["web"], tags: ["x"] });
    Object.assign(posthog.switches, { requireEvaluationContexts: true, requireFlagTags: true });
    expect((await make("b")).detail).toMatch(/^Add at least one tag/);
    expect((await make("b", { tags: ["x"] })).detail).toMatch(/^At least one evaluation context is required/);
    expect((await patch(id, { tags: [] })).body.detail).toMatch(/^Keep at least one tag/);
    expect((await patch(id, { evaluation_contexts: [] })).body.detail).toMatch(
      /^Cannot remove all evaluation contexts/,
    );
    expect((await patch(id, { name: "x" })).status).toBe(200);
  });

  test("tags are changed in bulk, blank ones dropped, null refused", async () => {
    const [a, b] = [await make("a", { tags: ["x", " "] }), await make("b")];
    expect(a.tags).toEqual(["x"]);
    expect((await patch(a.id, { tags: null })).body.code).toBe("null");
    const { body } = await posthog.post("feature_flags/bulk_update_tags/", {
      ids: [a.id, b.id, 9],
      action: "add",
      tags: ["Y"],
    });
    expect(body).toEqual({
      updated: [
        { id: a.id, tags: ["x", "y"] },
        { id: b.id, tags: ["y"] },
      ],
      skipped: [{ id: 9, reason: "Not found or no edit access" }],
    });
  });
});
