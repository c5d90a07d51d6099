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

test('"create list variable coerces null values to empty list"; only a list has several, or a query', async () => {
  const list = (await make({ name: "Plans", type: "List", values: null, is_multi: true })).body;
  expect([list.values, list.default_value, list.is_multi]).toEqual([[], [], true]);
  const text = (await make({ name: "Text", is_multi: true, values_query: "SELECT 1", values_query_connection_id: "x" }))
    .body;
  expect([text.is_multi, text.values_query, text.values_query_connection_id]).toEqual([false, null, null]);
});

test("the default of a list is a text, of a list of several a list of texts", async () => {
  const { id } = (await make({ name: "Plans", type: "List", values: ["a"], default_value: 1 })).body;
  const kept = async (body: JsonObject) =>
    (await posthog.patch(`insight_variables/${id}/`, body)).body.default_value as JsonObject[string];
  expect((await posthog.get(`insight_variables/${id}/`)).body.default_value).toBe("1");
  expect(await kept({ is_multi: true })).toEqual(["1"]);
  expect(await kept({ default_value: [true, null, { label: "b" }] })).toEqual(["true", "b"]);
  expect(await kept({ is_multi: false })).toBe("true");
  expect(await kept({ default_value: null })).toBe("");
});

test("a blank query of values is none, and then there is no connection", async () => {
  const query = { values_query: "SELECT 'a'", values_query_connection_id: "0190" };
  const { id, ...made } = (await make({ name: "Plans", type: "List", ...query })).body;
  expect(made).toMatchObject(query);
  const { body } = await posthog.patch(`insight_variables/${id}/`, { values_query: "  " });
  expect([body.values_query, body.values_query_connection_id]).toEqual([null, null]);
});

test("a row names its author by number; types and long names are refused", async () => {
  const { body } = await make({ name: "Plan", default_value: { any: [1] } });
  expect(body).toMatchObject({ created_by: 1, default_value: { any: [1] }, values: null, is_multi: false });
  expect((await make({ name: "x", type: "Float" })).body).toMatchObject({ code: "invalid_choice", attr: "type" });
  expect((await make({ name: "x".repeat(401) })).body).toMatchObject({ code: "max_length", attr: "name" });
  expect((await posthog.post("insight_variables/", { name: "x" })).body).toMatchObject({
    code: "required",
    attr: "type",
  });
});

test("500 to a page, whatever is asked for", async () => {
  for (let i = 0; i < 501; i++) await make({ name: `v${i}` });
  const { body } = await posthog.get("insight_variables/?limit=1000&page_size=1000");
  expect([body.count, body.results.length]).toEqual([501, 500]);
  expect(
    (await posthog.get(body.next.replace("http://emulator.test", ""))).body.results.map(
      ({ code_name }: { code_name: string }) => code_name,
    ),
  ).toEqual(["v500"]);
});
