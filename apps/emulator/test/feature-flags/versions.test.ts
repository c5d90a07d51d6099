import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/index.js";
import { eachInItsOwn, make, patch, post, posthog, read } from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the folder is named in support.ts.

describe("concurrency", () => {
  test("a stale version alone is no conflict", async () => {
    const { id } = await make("a");
    await patch(id, { name: "x" });
    expect((await patch(id, { name: "y", version: 1 })).status).toBe(200);
  });

  test("with the flag as it was read, what two changed to different values is 409", async () => {
    const original = await make("a");
    const edit = (change: JsonObject) => patch(original.id, { ...change, version: 1, original_flag: original });
    await posthog.ui("PATCH", `feature_flags/${original.id}/`, { name: "theirs", tags: ["t"] });
    const { status, body } = await edit({ name: "mine" });
    expect([status, body]).toEqual([
      409,
      {
        type: "server_error",
        code: "conflict",
        detail:
          "The feature flag was updated by teammate@example.com since you started editing it. Please refresh and try again.",
        attr: null,
      },
    ]);
    expect((await edit({ name: original.name, active: false })).body).toMatchObject({ name: "theirs", active: false });
    expect((await edit({ name: "theirs" })).status).toBe(200);
  });

  test("a field that `original_flag` does not name is no conflict", async () => {
    const { id } = await make("a");
    await posthog.ui("PATCH", `feature_flags/${id}/`, { tags: ["theirs"] });
    const edit = { tags: ["mine"], name: "mine", version: 1, original_flag: { name: "" } };
    expect((await patch(id, edit)).body).toMatchObject({ tags: ["mine"], name: "mine" });
  });

  test("an approval policy answers another 409, and changes nothing", async () => {
    const { id } = await make("a");
    posthog.switches.flagApprovals = true;
    const { status, body } = await patch(id, { active: false });
    expect([status, body.status, body.resource_id]).toEqual([409, "approval_required", id]);
    expect((await read(id)).body).toMatchObject({ active: true, version: 1 });
    expect((await patch(id, { name: "x" })).status).toBe(200);
    expect((await post({ key: "b" })).status).toBe(409);
  });
});
