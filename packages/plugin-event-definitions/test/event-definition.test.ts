import { lookup, moved, ref, type Definition } from "@posthog-definitions/core";
import { normalised, registryOf, resolve, same, type Decoding } from "@posthog-definitions/core/kind";
import { propertyGroup } from "@posthog-definitions/plugin-property-groups";
import { propertyGroup as propertyGroupKind } from "@posthog-definitions/plugin-property-groups/kind";
import { fc } from "@posthog-definitions/testkit";
import { describe, expect, it } from "vitest";
import { eventDefinition, type EventDefinitionInput } from "../src/index.js";
import { eventDefinition as kind } from "../src/kind.js";
import type { EventDefinitionRow, EventSchemaRow } from "../src/row.js";
import type { EventDefinitionSpec } from "../src/spec.js";

const registry = registryOf(kind, propertyGroupKind);
const at = (links: readonly unknown[] = []): Decoding => ({
  ref: ($ref, id) => ({ $ref, id }),
  managed: () => false,
  side: () => links as never,
});
const validate = (...definitions: Definition[]) =>
  resolve({ definitions: definitions.map((definition) => ({ definition })), registry });
const event = (input: Partial<EventDefinitionInput> = {}) => eventDefinition({ key: "a", name: "a", ...input });
const specOf = (input: Partial<EventDefinitionInput>) => validate(event(input)).definitions[0]?.spec;
const told = (...definitions: Definition[]) =>
  validate(...definitions).diagnostics.map(({ path, message }) => `${(path ?? []).join(".")}: ${message}`);
const decode = (row: object, links: readonly unknown[] = []): EventDefinitionSpec => {
  const from = { id: "e", ...row } as EventDefinitionRow;
  const groups = kind.facets!["propertyGroups"]!.decode(from, at(links));
  return normalised(kind, { ...kind.decode(from, at()), propertyGroups: groups } as EventDefinitionSpec);
};

const identity = propertyGroup({ key: "identity", properties: { user_id: { type: "String", required: true } } });
const billing = propertyGroup({ key: "billing", properties: { plan: { type: "String" } } });

describe("a file of the alpha", () => {
  it("means what it says", () => {
    const upgraded = eventDefinition({
      key: "user_upgraded",
      name: "user_upgraded",
      description: "Fired when a user transitions to a paid plan",
      enforcementMode: "allow",
      primaryProperty: "plan",
      propertyGroups: [identity, billing],
      tags: ["Growth"],
    });
    expect(validate(upgraded, identity, billing)).toMatchObject({
      diagnostics: [],
      definitions: [
        {
          spec: {
            name: "user_upgraded",
            description: "Fired when a user transitions to a paid plan",
            enforcementMode: "allow",
            primaryProperty: "plan",
            propertyGroups: [
              { $ref: "property-group", key: "billing" },
              { $ref: "property-group", key: "identity" },
            ],
            tags: ["growth"],
          },
        },
        {},
        {},
      ],
    });
  });

  it("may have any of the alpha's keys", () => {
    for (const key of ["$pageview", "a.b", "a:b", "A-1_2"]) expect(told(event({ key }))).toEqual([]);
    expect(told(event({ key: "a b" })).join()).toContain("letters, digits, and the signs _ $ . : -");
  });
});

describe("what is absent", () => {
  it("is left alone, but for what files alone decide", () => {
    expect(specOf({})).toEqual({ name: "a", description: "", enforcementMode: "allow", propertyGroups: [] });
    expect(specOf({ primaryProperty: null })).toEqual(specOf({}));
  });
});

describe("an owner", () => {
  it("is a member, by address", () => {
    expect(specOf({ owner: "ann@example.com" })).toMatchObject({
      owner: { $ref: "organization-member", lookup: { email: "ann@example.com" } },
    });
    expect(specOf({ owner: lookup("organization-member", { id: 4 }) })).toMatchObject({
      owner: { $ref: "organization-member", id: 4 },
    });
    expect(specOf({ owner: null })).toMatchObject({ owner: null });
    expect(told(event({ owner: "ann" })).join()).toContain("owner: `owner`: expected an e-mail address");
  });

  it("of a row has an id and an address, and is the same as either", () => {
    const { owner } = decode({ owner: { id: 4, email: "ann@example.com" } });
    const named = (by: object) => ({ $ref: "organization-member", ...by });
    expect(owner).toEqual(named({ id: 4, lookup: { email: "ann@example.com" } }));
    expect(same(owner, named({ lookup: { email: "ann@example.com" } }))).toBe(true);
    expect(same(owner, named({ id: 4 }))).toBe(true);
    expect(same(owner, named({ id: 4, lookup: { email: "ann@old.example" } }))).toBe(true);
    expect(same(owner, named({ lookup: { email: "bob@example.com" } }))).toBe(false);
  });
});

describe("a row", () => {
  const looked = { description: "", verified: false, hidden: false, default_columns: [], enforcement_mode: "allow" };

  it("that nobody has looked at yet means what it means afterwards", () => {
    const ingested = { name: "a", description: null, verified: null, hidden: null, owner: null, tags: [] };
    expect(decode(ingested)).toEqual(decode({ ...ingested, ...looked }));
    expect(decode({ name: "a", tags: [] })).toEqual(decode({ ...ingested, ...looked, primary_property: null }));
  });

  it("has the groups that it is linked with, whoever made them", () => {
    const link = (id: string, event_definition: string, group: unknown) => ({
      id,
      event_definition,
      property_group: group,
    });
    const links = [
      link("1", "e", { id: "y" }),
      link("2", "other", { id: "x" }),
      link("3", "e", { id: "x" }),
      link("4", "e", null),
    ];
    expect(decode({}, links).propertyGroups).toEqual([
      { $ref: "property-group", id: "x" },
      { $ref: "property-group", id: "y" },
    ]);
  });

  it("of any shape is read without a throw", () => {
    const junk = fc.anything({ maxDepth: 3, maxKeys: 4 });
    const fields = fc.constantFrom(
      "name",
      "description",
      "owner",
      "tags",
      "verified",
      "hidden",
      "primary_property",
      "default_columns",
      "enforcement_mode",
    );
    fc.assert(
      fc.property(
        fc.dictionary(fields, junk),
        fc.array(fc.dictionary(fc.constantFrom("id", "property_group"), junk)),
        (row, links) => {
          const joined = links.map((link) => ({ ...link, event_definition: "e" })) as unknown as EventSchemaRow[];
          const spec = decode(row, joined);
          kind.encode(spec, { key: "a", row: { id: "e" } });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a body", () => {
  const body = (input: Partial<EventDefinitionInput>, row?: EventDefinitionRow) =>
    JSON.parse(JSON.stringify(kind.encode(specOf(input) as never, { key: "a", row }))) as object;

  it("of a new row says nothing of what is left alone, nor of an empty description", () => {
    expect(body({})).toEqual({ name: "a", enforcement_mode: "allow", primary_property: null });
  });

  it("clears what a file does not say any more", () => {
    expect(body({}, { id: "e", description: "x" })).toMatchObject({ description: "", primary_property: null });
    expect(body({ owner: null })).toMatchObject({ owner: null });
  });
});

describe("mistakes", () => {
  it.each<[string, Partial<EventDefinitionInput>, string]>([
    ["no name", { name: "" }, "name: `name`: PostHog wants a name without spaces around."],
    ["spaces around a name", { name: "a " }, "name: `name`: PostHog wants a name without spaces around."],
    ["a long name", { name: "x".repeat(401) }, "name: `name`: has more than 400 characters."],
    ["another mode", { enforcementMode: "deny" as "allow" }, "enforcementMode: "],
    ["both names of a field", { enforcementMode: "allow", enforcement_mode: "allow" }, "enforcement_mode: "],
    ["no primary property", { primaryProperty: " " }, "primaryProperty: "],
    ["verified and hidden", { verified: true, hidden: true }, "hidden: An event cannot be both hidden and verified."],
    ["a column without a name", { default_columns: [""] }, "default_columns.0: "],
    ["a group that is something else", { propertyGroups: [event() as never] }, "propertyGroups.0: "],
  ])("%s", (_, input, message) => {
    expect(told(event(input))).toContainEqual(expect.stringContaining(message));
  });

  it("two events of one name", () => {
    expect(validate(event(), event({ key: "b" })).diagnostics.map(({ code }) => code)).toContain("duplicate-unique");
  });

  it("groups that give one property two types are warned about, where they are written", () => {
    const other = propertyGroup({ key: "other", properties: { plan: { type: "Numeric" } } });
    const { diagnostics } = validate(event({ propertyGroups: [billing, identity, other] }), billing, identity, other);
    expect(diagnostics).toMatchObject([
      {
        severity: "warning",
        path: ["propertyGroups", 2],
        message: "`plan` is Numeric in other, and String in billing: nothing is both.",
      },
    ]);
    expect(told(event({ propertyGroups: [billing, ref("property-group", "elsewhere")] }), billing)).toEqual([]);
  });

  it("that PostHog tells are told at the user's field", () => {
    expect(kind.attr?.(["enforcement_mode"])).toEqual(["enforcementMode"]);
    expect(kind.attr?.(["owner"])).toEqual(["owner"]);
  });
});

it("is moved as any other", () => {
  expect(moved("event-definition.$a", "event-definition.b.c")).toMatchObject({ from: "event-definition.$a" });
});
