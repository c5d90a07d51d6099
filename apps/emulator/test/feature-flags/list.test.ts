import { describe, expect, test } from "vitest";
import { act, eachInItsOwn, keys, make, posthog, variants } from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the folder is named in support.ts.

describe("the list", () => {
  test("leaves out archived flags, unless the request speaks of them", async () => {
    const { id } = await make("a");
    await make("b");
    await act(id, "archive");
    expect(await keys()).toEqual(["b"]);
    expect(await keys("?archived=true")).toEqual(["a"]);
    expect(await keys("?archived=false")).toEqual(["b"]);
  });

  test('"list excluded tags filtering", tags, key, search, type, state and runtime', async () => {
    await make("One", { tags: ["keep"], name: "needle" });
    await make("two", { tags: ["keep", "drop"], active: false, evaluation_runtime: "server" });
    await make("three", { filters: variants(["a", 50], ["b", 50]) });
    expect(await keys('?tags=["keep"]')).toEqual(["One", "two"]);
    expect(await keys('?excluded_tags=["drop"]')).toEqual(["One", "three"]);
    expect(await keys("?tags=nonsense")).toHaveLength(3);
    expect(await keys("?key=one")).toEqual(["One"]);
    expect(await keys("?search=NEEDLE")).toEqual(["One"]);
    expect(await keys("?type=multivariant")).toEqual(["three"]);
    expect(await keys("?active=false")).toEqual(["two"]);
    expect(await keys("?evaluation_runtime=server")).toEqual(["two"]);
    expect(await keys("?created_by_id=1,2")).toHaveLength(3);
    expect((await posthog.get(`feature_flags/?search=${"x".repeat(201)}`)).status).toBe(400);
  });

  test('"list eligible for experiment filtering": two variants are enough, without a control in front', async () => {
    await make("a", { filters: variants(["x", 50], ["control", 50]) });
    await make("b");
    expect(await keys("?eligible_for_experiment=true")).toEqual(["a"]);
  });

  test('"get flags with specified token": the token changes what @current means', async () => {
    await make("a");
    const second = posthog.addProject("Second").id;
    const token = (await posthog.get(`/api/projects/${second}/`)).body.api_token;
    const count = async (query: string) =>
      (await posthog.get(`/api/projects/@current/feature_flags/${query}`)).body.count;
    expect([await count(""), await count(`?token=${token}`)]).toEqual([1, 0]);
    expect((await posthog.get("/api/projects/@current/feature_flags/?token=phc_no")).status).toBe(401);
  });
});

test("keys by id, and the status, can be asked for", async () => {
  const { id } = await make("a");
  expect((await posthog.post("feature_flags/bulk_keys/", { ids: [id, 9] })).body).toEqual({ keys: { [id]: "a" } });
  expect((await posthog.get(`feature_flags/${id}/status/`)).body.status).toBe("ACTIVE");
});
