import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../src/index.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`posthog/api/test/test_schema_property_group.py`).

let posthog: Asking;
beforeEach(() => {
  posthog = start();
});
afterEach(() => posthog.close());

const post = (body: JsonObject) => posthog.post("schema_property_groups/", body);
const made = async (name: string, body: JsonObject = {}) => (await post({ name, ...body })).body;
const patch = (id: string, body: JsonObject) => posthog.patch(`schema_property_groups/${id}/`, body);
const groups = async () => (await posthog.get("schema_property_groups/")).body.results as JsonObject[];
const text = (name: string, more: JsonObject = {}): JsonObject => ({ name, property_type: "String", ...more });
const idsOf = ({ properties }: { properties: { id: string }[] }) => properties.map(({ id }) => id);

describe("a group", () => {
  test('"create property group with properties": in the order of their names', async () => {
    const { status, body } = await post({
      name: "User Info",
      description: "Basic",
      properties: [text(" user_id ", { is_required: true, description: "Id", order: 0 }), text("email")],
    });
    expect(status).toBe(201);
    const dates = { id: expect.any(String), created_at: expect.any(String), updated_at: expect.any(String) };
    const usual = { is_required: false, is_optional_in_types: false, validation_rules: null, description: "" };
    expect(body).toEqual({
      ...dates,
      name: "User Info",
      description: "Basic",
      properties: [
        { ...dates, ...usual, name: "email", property_type: "String" },
        { ...dates, ...usual, name: "user_id", property_type: "String", is_required: true, description: "Id" },
      ],
      events: [],
      created_by: expect.objectContaining({ email: "caller@example.com" }),
    });
  });

  test("may be empty; a description that is null is refused", async () => {
    expect(await made("a")).toMatchObject({ description: "", properties: [] });
    expect((await post({ name: "b", description: null })).body).toMatchObject({ code: "null", attr: "description" });
    expect((await post({})).body).toMatchObject({ code: "required", attr: "name" });
    expect((await post({ name: "x".repeat(401) })).body.code).toBe("max_length");
  });

  test('"unique constraint on team and name": with another text for an edit', async () => {
    const { id } = await made("a");
    expect((await post({ name: " a " })).body).toEqual({
      type: "validation_error",
      code: "invalid_input",
      detail: "A property group with this name already exists for this team",
      attr: "name",
    });
    const other = await made("A");
    expect((await patch(other.id, { name: "a" })).body).toMatchObject({
      detail: "A property group with this name already exists",
      attr: "name",
    });
    expect((await patch(id, { name: "a" })).status).toBe(200);
  });

  test("is listed by name, with everything, and looked up by id", async () => {
    for (const name of ["b", "c", "a"]) await made(name, { properties: [text("x")] });
    expect((await groups()).map(({ name }) => name)).toEqual(["a", "b", "c"]);
    const [first] = await groups();
    expect((await posthog.get(`schema_property_groups/${String(first!["id"])}/`)).body).toEqual(first);
    expect((await posthog.get("schema_property_groups/x/")).status).toBe(404);
  });

  test('"delete property group": with its properties and links', async () => {
    const { id } = await made("a", { properties: [text("x")] });
    const { body: event } = await posthog.post("event_definitions/", { name: "e" });
    await posthog.post("event_schemas/", { event_definition: event.id, property_group_id: id });
    expect(await posthog.ask("DELETE", `schema_property_groups/${id}/`)).toMatchObject({ status: 204, body: "" });
    expect(await groups()).toEqual([]);
    expect((await posthog.get("event_schemas/")).body.results).toEqual([]);
    expect((await posthog.get("event_definitions/")).body.count).toBe(1);
  });
});

describe("properties", () => {
  test('"update property group preserves existing properties": by name, all ids are new', async () => {
    const group = await made("a", { properties: [text("prop1"), text("prop2", { property_type: "Numeric" })] });
    const [one, two] = idsOf(group);
    const { body } = await patch(group.id, {
      properties: [text("prop1", { id: one! }), text("prop2_updated", { id: two! }), text("prop3")],
    });
    expect(body.properties.map(({ name }: JsonObject) => name)).toEqual(["prop1", "prop2_updated", "prop3"]);
    expect(idsOf(body)).not.toContain(one);
    expect(body.id).toBe(group.id);
  });

  test("that are not sent stay; those that are replace all", async () => {
    const group = await made("a", { properties: [text("x"), text("y")] });
    expect(idsOf((await patch(group.id, { description: "d" })).body)).toEqual(idsOf(group));
    expect((await patch(group.id, { properties: [] })).body.properties).toEqual([]);
    expect((await patch(group.id, { properties: null })).body).toMatchObject({ code: "null", attr: "properties" });
  });

  test("are wrong in the words of Python, about the first of them", async () => {
    const detail = async (properties: Json) => (await post({ name: "a", properties })).body;
    expect(await detail([{ name: "x" }])).toEqual({
      type: "validation_error",
      code: "{'property_type': [ErrorDetail(string='This field is required.', code='required')]}",
      detail: "{'property_type': [ErrorDetail(string='This field is required.', code='required')]}",
      attr: "properties",
    });
    expect((await detail([text("x"), { name: "y" }])).detail).toBe("{}");
    expect((await detail([text("x".repeat(201))])).detail).toBe(
      "{'name': [ErrorDetail(string='Property name must be 200 characters or less', code='invalid')]}",
    );
    expect((await detail([text(" ", { property_type: "Duration" })])).detail).toBe(
      "{'name': [ErrorDetail(string='This field may not be blank.', code='blank')], " +
        "'property_type': [ErrorDetail(string='\"Duration\" is not a valid choice.', code='invalid_choice')]}",
    );
    expect((await detail(["x"])).detail).toContain("Invalid data. Expected a dictionary, but got str.");
    expect(await detail({})).toMatchObject({ code: "not_a_list", attr: "properties__non_field_errors" });
    expect(await groups()).toEqual([]);
  });

  test("may have any name", async () => {
    const { body } = await post({ name: "a", properties: [text("$ a/b"), text("1")] });
    expect(body.properties.map(({ name }: JsonObject) => name)).toEqual(["$ a/b", "1"]);
  });

  test("of one name are refused: in a PATCH nothing happens, after a POST the group is there", async () => {
    const twice = { properties: [text("x"), text(" x")] };
    expect((await post({ name: "a", ...twice })).body).toEqual({
      type: "validation_error",
      code: "invalid_input",
      detail: "Could not create property group due to a database error.",
      attr: null,
    });
    const [left] = await groups();
    expect(left).toMatchObject({ name: "a", properties: [{ name: "x" }] });
    expect((await patch(String(left!["id"]), { description: "d", ...twice })).body).toMatchObject({
      detail: "A property named 'x' already exists in this group",
      attr: "properties",
    });
    expect((await groups())[0]).toMatchObject({ description: "", properties: [{ name: "x" }] });
  });
});

describe("rules", () => {
  const refused = async (property_type: string, validation_rules: Json) => {
    const { status, body } = await post({
      name: `g${Math.random()}`,
      properties: [text("x", { property_type, validation_rules })],
    });
    if (status !== 400) return status;
    expect(body).toMatchObject({ type: "validation_error", code: "invalid_input", attr: "validation_rules" });
    return body.detail as string;
  };

  test('"create with valid validation rules": kept as they were sent', async () => {
    const rules: [string, Json][] = [
      ["String", { enum: ["a", "b"] }],
      ["String", { not: { enum: ["a"] } }],
      ["Numeric", { minimum: 0, exclusiveMaximum: 1.5 }],
      ["Numeric", { exclusiveMinimum: 3 }],
      ["Boolean", null],
      ["DateTime", {}],
      ["Object", {}],
      ["String", null],
    ];
    for (const [i, [property_type, validation_rules]] of rules.entries()) {
      const { body } = await post({ name: `g${i}`, properties: [text("x", { property_type, validation_rules })] });
      expect(body.properties[0].validation_rules).toEqual(validation_rules);
    }
  });

  test.each<[string, Json, string]>([
    ["String", { b: 1, a: 2 }, "Unrecognized keys for String validation: a, b"],
    ["String", { enum: ["a"], not: { enum: ["b"] } }, "Cannot specify both 'enum' and 'not' — use one or the other"],
    ["String", { not: { enum: ["a"], x: 1 } }, "'not' must contain exactly one key: 'enum'"],
    ["String", { not: ["a"] }, "'not' must contain exactly one key: 'enum'"],
    ["String", { enum: "a" }, "'enum' must be a list"],
    ["String", { not: { enum: [] } }, "'enum' list must not be empty"],
    ["String", { enum: Array.from({ length: 1001 }, String) }, "'enum' list must not exceed 1000 items"],
    ["String", { enum: ["a", 1] }, "All 'enum' values must be strings"],
    ["Numeric", { min: 1 }, "Unrecognized keys for Numeric validation: min"],
    ["Numeric", { minimum: 1, exclusiveMinimum: 1 }, "Cannot specify both 'minimum' and 'exclusiveMinimum'"],
    ["Numeric", { maximum: 1, exclusiveMaximum: 1 }, "Cannot specify both 'maximum' and 'exclusiveMaximum'"],
    ["Numeric", { minimum: "1" }, "'minimum' must be a number"],
    ["Numeric", { minimum: 100, maximum: 50 }, "Lower bound (minimum=100) must be less than upper bound (maximum=50)"],
    [
      "Numeric",
      { exclusiveMinimum: 1, maximum: 1 },
      "Lower bound (exclusiveMinimum=1) must be less than upper bound (maximum=1)",
    ],
    ["Boolean", { enum: ["a"] }, "Validation rules are not supported for Boolean properties"],
    ["DateTime", { minimum: 1 }, "Validation rules are not supported for DateTime properties"],
    ["Object", { x: 1 }, "Validation rules are not supported for Object properties"],
  ])("of %s cannot be %j", async (type, rules, detail) => {
    expect(await refused(type, rules)).toBe(detail);
  });

  test("that are refused leave the group and what came before: a POST is not one transaction", async () => {
    const properties = [text("a"), text("b", { validation_rules: { enum: [] } }), text("c")];
    expect((await post({ name: "g", properties })).status).toBe(400);
    expect(await groups()).toMatchObject([{ name: "g", properties: [{ name: "a" }] }]);
    expect((await post({ name: "g", properties: [] })).body.detail).toContain("already exists");
    const [{ id }] = (await groups()) as [{ id: string }];
    expect((await patch(id, { name: "h", properties })).status).toBe(400);
    expect(await groups()).toMatchObject([{ name: "g", properties: [{ name: "a" }] }]);
  });
});

describe("a link", () => {
  const link = (event_definition: Json, property_group_id: Json) =>
    posthog.post("event_schemas/", { event_definition, property_group_id });
  const both = async () => {
    const { body: event } = await posthog.post("event_definitions/", { name: "e" });
    return { event: event.id as string, group: (await made("g", { properties: [text("x")] })).id as string };
  };

  test("holds the whole group, which names its events, in any case", async () => {
    const { event, group } = await both();
    const { body: other } = await posthog.post("event_definitions/", { name: "F" });
    await link(event, group);
    const { status, body } = await link(other.id, group);
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual(["id", "event_definition", "property_group", "created_at", "updated_at"]);
    expect(body).toMatchObject({
      event_definition: other.id,
      property_group: { id: group, name: "g", properties: [{ name: "x" }] },
    });
    const names = (await groups())[0]!["events"];
    expect(names).toEqual([
      { id: event, name: "e" },
      { id: other.id, name: "F" },
    ]);
  });

  test("outlives new ids of the group's properties", async () => {
    const { event, group } = await both();
    await link(event, group);
    await patch(group, { properties: [text("x"), text("y")] });
    expect((await posthog.get("event_schemas/")).body.results).toMatchObject([
      { event_definition: event, property_group: { properties: [{ name: "x" }, { name: "y" }] } },
    ]);
  });

  test('"prevent duplicate event schema"', async () => {
    const { event, group } = await both();
    await link(event, group);
    expect((await link(event, group)).body).toEqual({
      type: "validation_error",
      code: "unique",
      detail: "The fields event_definition, property_group must make a unique set.",
      attr: null,
    });
  });

  test("is between rows of the project", async () => {
    const { event, group } = await both();
    const other = posthog.addProject("Other");
    const path = `/api/projects/${other.id}/`;
    const { body: theirEvent } = await posthog.post(`${path}event_definitions/`, { name: "e" });
    const { body: theirGroup } = await posthog.post(`${path}schema_property_groups/`, { name: "g" });
    const missing = (id: string) => `Invalid pk "${id}" - object does not exist.`;
    expect((await link(theirEvent.id, group)).body).toMatchObject({
      code: "does_not_exist",
      detail: missing(theirEvent.id),
      attr: "event_definition",
    });
    expect((await link(event, theirGroup.id)).body).toMatchObject({
      detail: missing(theirGroup.id),
      attr: "property_group_id",
    });
    expect((await link("x", group)).body.detail).toBe("“x” is not a valid UUID.");
    expect((await posthog.post("event_schemas/", { event_definition: event })).body).toMatchObject({
      code: "required",
      attr: "property_group_id",
    });
  });

  test("is deleted, and neither read by id nor changed; the list is the newest first, or of one event", async () => {
    const { event, group } = await both();
    const { body: other } = await posthog.post("event_definitions/", { name: "f" });
    const first = (await link(event, group)).body.id as string;
    const second = (await link(other.id, group)).body.id as string;
    const ids = async (query = "") =>
      ((await posthog.get(`event_schemas/${query}`)).body.results as { id: string }[]).map(({ id }) => id);
    expect(await ids()).toEqual([second, first]);
    expect(await ids(`?event_definition=${event}`)).toEqual([first]);
    for (const method of ["GET", "PATCH", "PUT"])
      expect((await posthog.ask(method, `event_schemas/${first}/`)).status).toBe(405);
    expect((await posthog.ask("DELETE", `event_schemas/${first}/`)).status).toBe(204);
    expect((await posthog.ask("DELETE", `event_schemas/${first}/`)).status).toBe(404);
  });
});

test("builds of 2025 keep groups and links to the UI, and have simpler properties", async () => {
  posthog.switches.propertyGroups = "internal";
  for (const path of ["schema_property_groups/", "event_schemas/"])
    expect(await posthog.get(path)).toMatchObject({
      status: 403,
      body: { detail: "This action does not support personal API key access" },
    });
  const ui = async (body: JsonObject) => (await posthog.ui("POST", "schema_property_groups/", body)).body as JsonObject;
  expect((await ui({ name: "a", properties: [text("123invalid")] }))["detail"]).toContain(
    "must start with a letter or underscore",
  );
  const group = await ui({ name: "a", properties: [text("x", { validation_rules: 5, is_optional_in_types: true })] });
  expect(Object.keys((group["properties"] as JsonObject[])[0]!)).not.toContain("validation_rules");
});
