import { describe, expect, test } from "vitest";
import { act, dependsOn, eachInItsOwn, make, patch, posthog, refusal, where } from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the folder is named in support.ts.

describe("dependencies", () => {
  test("name flags by id: existing, active, not themselves, not in a circle", async () => {
    const a = await make("a");
    const off = await make("off", { active: false });
    expect((await refusal(where({ type: "flag", key: "a", operator: "flag_evaluates_to", value: true })))[1]).toBe(
      "Flag dependencies must reference flag IDs (integers), not flag keys. Invalid reference: 'a'",
    );
    expect((await refusal(dependsOn(9)))[1]).toBe("Flag dependency references non-existent flag with ID 9");
    expect((await refusal(dependsOn(off.id)))[1]).toContain(
      `Cannot create dependency on disabled flag 'off' (ID: ${off.id})`,
    );
    expect((await patch(a.id, { filters: dependsOn(a.id) })).body.detail).toBe(
      "Feature flag 'a' cannot depend on itself",
    );
    const b = await make("b", { filters: dependsOn(a.id) });
    expect((await patch(a.id, { filters: dependsOn(b.id) })).body.detail).toBe(
      "Circular dependency detected: a → b → a",
    );
  });

  test("hold a flag: it can be neither disabled, archived nor deleted", async () => {
    const a = await make("a");
    const b = await make("b", { filters: dependsOn(a.id) });
    const text = (what: string) =>
      `Cannot ${what} this feature flag because other flags depend on it: b (ID: ${b.id}).`;
    expect((await patch(a.id, { active: false })).body.detail).toContain(text("disable"));
    expect((await patch(a.id, { deleted: true })).body.detail).toContain(text("delete"));
    for (const action of ["disable", "archive"]) expect((await act(a.id, action)).status).toBe(400);
    expect((await posthog.get(`feature_flags/${a.id}/dependent_flags/`)).body).toEqual([
      { id: b.id, key: "b", name: "" },
    ]);
    await act(b.id, "disable");
    expect((await act(a.id, "disable")).status).toBe(200);
    expect((await act(b.id, "enable")).body.detail).toContain(`it depends on disabled flags: a (ID: ${a.id})`);
  });
});
