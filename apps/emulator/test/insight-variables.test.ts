import { afterEach, beforeEach, expect, test } from "vitest";
import type { JsonObject } from "../src/index.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: products/product_analytics/backend/api/test/test_insight_variable.py`).

let posthog: Asking;
beforeEach(() => {
  posthog = start();
});
afterEach(() => posthog.close());

const make = (body: JsonObject) => posthog.post("insight_variables/", { type: "String", ...body });

test.each([
  ["Test @#$ Var!", "test__var"],
  ["foo  bar", "foo__bar"],
  [" spaced ", "spaced"],
])('"code name generation": %j gives %j, and a rename keeps it', async (name, code) => {
  const { body } = await make({ name });
  expect(body.code_name).toBe(code);
  const renamed = await posthog.patch(`insight_variables/${body.id}/`, { name: "Else" });
  expect([renamed.body.name, renamed.body.code_name]).toEqual(["Else", code]);
});

test('"no duplicate code names"; "delete insight variable" is for good', async () => {
  const { body } = await make({ name: "Plan" });
  const { status, body: refused } = await make({ name: "plan" });
  expect([status, refused.detail, refused.attr]).toEqual([400, "Variable with this code name already exists", null]);
  expect((await posthog.ask("DELETE", `insight_variables/${body.id}/`)).status).toBe(204);
  expect((await posthog.get(`insight_variables/${body.id}/`)).status).toBe(404);
  expect((await make({ name: "plan" })).status).toBe(201);
});

test('"update list variable values element shapes"; a list without values is empty', async () => {
  const { body } = await make({ name: "Plans", type: "List" });
  expect(body.values).toEqual([]);
  const kept = async (values: JsonObject["values"]) =>
    (await posthog.patch(`insight_variables/${body.id}/`, { values })).body.values;
  expect(await kept([1, 2.5])).toEqual(["1", "2.5"]);
  expect(await kept([true])).toEqual(["true"]);
  expect(await kept([null, "a"])).toEqual(["a"]);
  const { status, body: refused } = await posthog.patch(`insight_variables/${body.id}/`, { values: [{}] });
  expect([status, refused.attr]).toEqual([400, "values"]);
});

test("pages go by number", async () => {
  await make({ name: "Plan" });
  const { body } = await posthog.get("insight_variables/?page=1");
  expect([body.count, body.next, body.previous, body.results.length]).toEqual([1, null, null, 1]);
  expect((await posthog.get("insight_variables/?page=2")).status).toBe(404);
});
