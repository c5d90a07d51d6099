import { lookup, ref } from "@posthog-definitions/core";
import { same } from "@posthog-definitions/core/kind";
import { hogql, inCohort, notInCohort, where, wherePerson } from "@posthog-definitions/queries";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cohort,
  did,
  didFirst,
  didNot,
  didRegularly,
  didThen,
  matchAll,
  matchAny,
  resumedDoing,
  stoppedDoing,
  type CohortInput,
} from "../src/index.js";
import { complaints, decode, encode, specOf } from "./support.js";

type Criteria = CohortInput["criteria"];
const wire = (criteria: Criteria) => (encode(specOf({ criteria }))["filters"] as { properties: unknown }).properties;
/** The one condition in the one group that it was put into. */
const one = (criteria: Criteria) =>
  (wire(criteria) as { values: { values: unknown[] }[] }).values.map((group) => group.values)[0]![0];

const behavioral = { type: "behavioral", event_type: "events" };

describe("the short forms", () => {
  it.each<[string, Criteria, object]>([
    ["did it", did("paid"), { ...behavioral, key: "paid", value: "performed_event" }],
    [
      "did it often, lately, and how",
      did("paid", { within: "30 days", times: { gte: 3 }, where: where({ plan: "pro" }) }),
      {
        ...behavioral,
        key: "paid",
        value: "performed_event_multiple",
        operator: "gte",
        operator_value: 3,
        time_value: 30,
        time_interval: "day",
        event_filters: [{ type: "event", key: "plan", operator: "exact", value: ["pro"] }],
      },
    ],
    [
      "did it a number of times",
      did("paid", { times: 2, since: "-30d", until: "-7d" }),
      {
        ...behavioral,
        key: "paid",
        value: "performed_event_multiple",
        operator: "exact",
        operator_value: 2,
        explicit_datetime: "-30d",
        explicit_datetime_to: "-7d",
      },
    ],
    [
      "did not do it",
      didNot("paid", { within: "1 month" }),
      { ...behavioral, key: "paid", value: "performed_event", negation: true, time_value: 1, time_interval: "month" },
    ],
    [
      "did it first",
      didFirst("paid", { within: "1 week" }),
      { ...behavioral, key: "paid", value: "performed_event_first_time", time_value: 1, time_interval: "week" },
    ],
    [
      "did one and then the other",
      didThen("signed up", ref("action", "invited"), { within: "30 days", then: "7 days" }),
      {
        ...behavioral,
        key: "signed up",
        value: "performed_event_sequence",
        time_value: 30,
        time_interval: "day",
        seq_event: { $ref: "action", key: "invited" },
        seq_event_type: "actions",
        seq_time_value: 7,
        seq_time_interval: "day",
      },
    ],
    [
      "does it in most weeks",
      didRegularly("paid", { every: "1 week", atLeast: 3, of: 4 }),
      {
        ...behavioral,
        key: "paid",
        value: "performed_event_regularly",
        time_value: 1,
        time_interval: "week",
        operator: "gte",
        operator_value: 1,
        min_periods: 3,
        total_periods: 4,
      },
    ],
    [
      "stopped",
      stoppedDoing("paid", { within: "30 days", but: "7 days" }),
      {
        ...behavioral,
        key: "paid",
        value: "stopped_performing_event",
        time_value: 30,
        time_interval: "day",
        seq_time_value: 7,
        seq_time_interval: "day",
      },
    ],
    [
      "does it again",
      resumedDoing(lookup("action", { name: "Paid" }), { within: "7 days", after: "30 days" }),
      {
        type: "behavioral",
        event_type: "actions",
        key: { $ref: "action", lookup: { name: "Paid" } },
        value: "restarted_performing_event",
        time_value: 7,
        time_interval: "day",
        seq_time_value: 30,
        seq_time_interval: "day",
      },
    ],
    ["in a cohort", inCohort(ref("cohort", "b")), { type: "cohort", key: "id", value: { $ref: "cohort", key: "b" } }],
    [
      "not in a cohort",
      notInCohort(lookup("cohort", { name: "Staff" })),
      { type: "cohort", key: "id", value: { $ref: "cohort", lookup: { name: "Staff" } }, negation: true },
    ],
    [
      "a person's property",
      wherePerson({ email: { is_set: true } }),
      { type: "person", key: "email", operator: "is_set" },
    ],
  ])("%s", (_, criteria, expected) => expect(one(criteria)).toEqual(expected));

  it("of several conditions ask for all of them, also inside of a group that asks for any", () => {
    const leaf = (key: string, value: string) => ({ type: "person", key, operator: "exact", value: [value] });
    const both = wherePerson({ plan: "pro", country: "CH" });
    const leaves = [leaf("plan", "pro"), leaf("country", "CH")];
    expect(wire([both, wherePerson({ role: "admin" })])).toEqual({
      type: "AND",
      values: [{ type: "AND", values: [...leaves, leaf("role", "admin")] }],
    });
    expect(wire(matchAny(both, matchAll(wherePerson({ role: "admin" }))))).toEqual({
      type: "OR",
      values: [
        { type: "AND", values: leaves },
        { type: "AND", values: [leaf("role", "admin")] },
      ],
    });
  });
});

describe("a file of the alpha", () => {
  it("means what it says, whatever was copied from PostHog's API", () => {
    const leaf = { type: "person" as const, key: "email", operator: "icontains" as const, value: "@x.com" };
    const copied = { ...leaf, negation: false, bytecode: ["_H", 1], conditionHash: "c0ffee", bytecode_error: null };
    const plain = specOf({ filters: { properties: { type: "OR", values: [leaf] } }, cohort_type: "behavioral" });
    expect(plain).toEqual(specOf({ filters: { properties: { type: "OR", values: [copied] } } }));
    expect(plain).toEqual({
      name: "A",
      description: "",
      is_static: false,
      filters: { properties: { type: "OR", values: [{ type: "OR", values: [leaf] }] } },
    });
    expect(specOf({ query: hogql("select 1") })).toMatchObject({ is_static: true, query: { kind: "HogQLQuery" } });
    expect(specOf({ is_static: true })).toEqual({ name: "A", description: "", is_static: true });
  });
});

describe("a row", () => {
  const leaf = { type: "behavioral", key: "7", event_type: "actions", value: "performed_event" };
  const row = (...values: object[]) => ({ id: 1, filters: { properties: { type: "AND", values } } });

  it("is no difference for what the server adds, or where groups say nothing", () => {
    const added = { ...leaf, key: 7, negation: false, bytecode: ["_H"], conditionHash: "x", time_value: null };
    expect(same(decode(row(leaf)), decode(row(added)))).toBe(true);
    expect(same(decode(row(leaf)), decode(row({ type: "AND", values: [added] })))).toBe(true);
    expect(same(decode(row(leaf)), decode(row({ ...leaf, negation: true })))).toBe(false);
  });

  it("holds references where ids stand", () => {
    const cohortLeaf = { type: "cohort", key: "id", value: 12, negation: true };
    const sequence = { ...leaf, key: "x", event_type: "events", seq_event: 8, seq_event_type: "actions" };
    expect(decode(row(leaf, cohortLeaf, sequence)).filters?.properties.values).toEqual([
      {
        type: "AND",
        values: [
          { ...leaf, key: { $ref: "action", id: 7 } },
          { ...cohortLeaf, value: { $ref: "cohort", id: 12 } },
          { ...sequence, seq_event: { $ref: "action", id: 8 } },
        ],
      },
    ]);
  });

  it("of any shape is read without a throw", () => {
    const junk = fc.anything({ withNullPrototype: true, maxDepth: 4, maxKeys: 4 });
    const key = fc.constantFrom(
      "type",
      "key",
      "value",
      "values",
      "event_type",
      "event_filters",
      "negation",
      "operator",
    );
    const nested = fc.array(fc.oneof(junk, fc.dictionary(key, junk)), { maxLength: 3 });
    fc.assert(
      fc.property(
        fc.oneof(
          junk,
          nested.map((values) => row(...(values as object[])).filters),
        ),
        (filters) => {
          const spec = decode({ id: 1, filters, name: null, description: null, query: filters });
          encode(spec);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("mistakes", () => {
  const leaf = { type: "behavioral", key: "paid", event_type: "events", value: "performed_event" };
  it.each<[string, object, string]>([
    ["nobody said who", {}, ": Who is in it?"],
    [
      "criteria and a query",
      { criteria: did("x"), query: hogql("select 1") },
      "query: PostHog takes criteria or a query",
    ],
    ["a dynamic cohort of a query", { is_static: false, query: hogql("select 1") }, "is_static: A query fills"],
    ["a query of something else", { query: { kind: "TrendsQuery", series: [] } }, "query.kind: "],
    [
      "a misspelt field",
      { criteria: { ...leaf, time_vlaue: 1 } },
      "criteria.time_vlaue: there is no such field; did you mean `time_value`?",
    ],
    [
      "a number of times that is not there",
      { criteria: { ...leaf, value: "performed_event_multiple" } },
      "criteria.operator_value: is needed",
    ],
    ["an event where an action belongs", { criteria: { ...leaf, event_type: "actions" } }, "criteria.key: with"],
    ["an action where an event belongs", { criteria: { ...leaf, key: ref("action", "x") } }, "criteria.key: with"],
    [
      "an event property of a person",
      { criteria: [{ type: "event", key: "x", value: 1 }] },
      'criteria.0.type: "event" is not a type',
    ],
    [
      "conditions on the event that PostHog refuses",
      { criteria: did("x", { where: [wherePerson({ a: 1 })] as never }) },
      "criteria.event_filters.0.type: ",
    ],
    [
      "more periods than there are",
      { criteria: didRegularly("x", { every: "1 day", atLeast: 5, of: 3 }) },
      "criteria.min_periods: ",
    ],
    ["a span that is none", { criteria: did("x", { within: "soon" as never }) }, "criteria.time_value: "],
    [
      "a value that is missing",
      { filters: { properties: { type: "AND", values: [{ type: "person", key: "x" }] } } },
      "filters.properties.values.0.value: is needed",
    ],
    ["a group of another kind", { filters: { properties: { type: "XOR", values: [] } } }, "filters.properties.type: "],
  ])("%s", (_, input, expected) => {
    const [path, words] = expected.split(/: ?(.*)/s);
    expect(complaints(input)).toContainEqual(expect.stringMatching(`^${path!}: `));
    expect(complaints(input).join("\n")).toContain(words);
  });

  it("do not compile", () => {
    // @ts-expect-error a misspelt field
    cohort({ key: "a", name: "A", critera: did("x") });
    // @ts-expect-error no such unit
    did("x", { within: "3 fortnights" });
    // @ts-expect-error a cohort where an action belongs
    did(ref("cohort", "x"));
    // @ts-expect-error an insight where a cohort belongs
    inCohort(ref("insight", "x"));
    // @ts-expect-error no such way of doing something
    cohort({ key: "a", name: "A", criteria: { ...did("x"), value: "performed" } });
    // @ts-expect-error conditions on events fit no person
    cohort({ key: "a", name: "A", criteria: where({ plan: "pro" }) });
    // @ts-expect-error two numbers of times
    did("x", { times: { gte: "3" } });
  });
});
