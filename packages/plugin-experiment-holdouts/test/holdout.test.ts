import { lookup, ref, type Definition } from "@posthog-definitions/core";
import { evaluated, registryOf, resolve, specHash } from "@posthog-definitions/core/kind";
import { cohort } from "@posthog-definitions/plugin-cohorts";
import { cohort as cohortKind } from "@posthog-definitions/plugin-cohorts/kind";
import { group, inCohort as flagInCohort, person } from "@posthog-definitions/plugin-feature-flags";
import { inCohort, whereGroup, wherePerson } from "@posthog-definitions/queries";
import { describe, expect, it } from "vitest";
import { experimentHoldout, type ExperimentHoldoutInput } from "../src/index.js";
import { experimentHoldout as kind, type HoldoutSpec } from "../src/kind.js";

const registry = registryOf(kind, cohortKind);
const staff = cohort({ key: "staff", name: "Staff", criteria: wherePerson({ email: { icontains: "@example.com" } }) });

const validate = (definition: Definition, namespace?: string) =>
  resolve({ definitions: [{ definition }], registry, ...(namespace === undefined ? {} : { namespace }) });
const make = (input: object) => experimentHoldout({ key: "a", name: "A", ...input } as ExperimentHoldoutInput);
const told = (input: object, namespace?: string) =>
  validate(make(input), namespace).diagnostics.map(
    ({ severity, path, message }) => `${severity} ${(path ?? []).join(".")}: ${message}`,
  );
const spec = (input: object): HoldoutSpec => {
  const { definitions, diagnostics } = validate(make(input));
  if (!definitions[0]) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return definitions[0].spec as unknown as HoldoutSpec;
};
const filters = (input: object) => spec(input).filters;
const tooLong = (many: number, room: number) =>
  `error description: \`description\` has ${many} characters, and there is room for ${room}.`;

describe("a file of the alpha", () => {
  it("loads unchanged, and means what it says", () => {
    const alpha = experimentHoldout({
      key: "q3",
      name: "Q3 holdout",
      description: "Nobody here sees an experiment.",
      filters: [{ properties: [], rollout_percentage: 10 }],
    });
    expect(validate(alpha).diagnostics).toEqual([]);
    expect(validate(alpha).definitions[0]!.spec).toEqual({
      name: "Q3 holdout",
      description: "Nobody here sees an experiment.",
      filters: [{ properties: [], rollout_percentage: 10 }],
    });
  });

  it("has conditions in PostHog's own form", () => {
    const properties = [
      { key: "email", type: "person", value: "@example.com", operator: "icontains" },
      { key: "plan", type: "group", value: "scale", operator: "exact", group_type_index: 0 },
    ];
    expect(filters({ filters: [{ properties, rollout_percentage: 5 }] })).toEqual([
      { properties, rollout_percentage: 5 },
    ]);
  });
});

describe("the short form", () => {
  it("is one set for everybody", () => {
    expect(spec({ exclusion_percentage: 2.5 })).toEqual(
      spec({ filters: [{ properties: null, rollout_percentage: 2.5 }] }),
    );
  });

  it("does not go with the long one, and one of them is needed", () => {
    expect(told({ exclusion_percentage: 5, filters: [{ rollout_percentage: 5 }] })).toEqual([
      expect.stringMatching(/^error exclusion_percentage: .*filters/),
    ]);
    const missing = "How many are kept out? Say `exclusion_percentage: 10`, or `filters` with at least one set.";
    expect(told({})).toEqual([`error : ${missing}`]);
    expect(told({ filters: [] })).toEqual([`error filters: ${missing}`]);
  });

  it("is what a set for everybody is printed as", () => {
    const printed = (input: object) => evaluated(kind.shorten!(spec(input))) as object;
    expect(printed({ filters: [{ rollout_percentage: 5 }] })).toEqual({ name: "A", exclusion_percentage: 5 });
    const long = [{ properties: [person("email").is_set()], rollout_percentage: 5 }, { rollout_percentage: 7 }];
    for (const input of [{ exclusion_percentage: 5, description: "x" }, { filters: long }])
      expect(spec(printed(input))).toEqual(spec(input));
    expect(printed({ filters: long })).toEqual({ name: "A", filters: long });
  });
});

describe("a share", () => {
  it("is there in each set, from 0 to 100", () => {
    for (const exclusion_percentage of [0, 0.01, 100]) expect(told({ exclusion_percentage })).toEqual([]);
    for (const wrong of [-1, 100.5, "5"]) {
      expect(told({ exclusion_percentage: wrong })).toEqual([expect.stringMatching(/^error exclusion_percentage: /)]);
      expect(told({ filters: [{ rollout_percentage: wrong }] })).toEqual([
        expect.stringMatching(/^error filters\.0\.rollout_percentage: /),
      ]);
    }
    expect(told({ filters: [{ properties: [] }] })).toEqual([
      expect.stringMatching(/^error filters\.0\.rollout_percentage: /),
    ]);
  });

  it("of the first set is all that flags get, which is warned about", () => {
    const properties = [person("email").is_set()];
    expect(told({ filters: [{ rollout_percentage: 5 }, { rollout_percentage: 7 }] })).toEqual([
      "warning filters.1: Flags only get the share of the first set, 5 %; PostHog keeps the others for show.",
    ]);
    expect(told({ filters: [{ properties, rollout_percentage: 5 }] })).toEqual([
      "warning filters.0.properties: Flags only get the share, so 5 % of everybody are kept out, whoever these conditions fit.",
    ]);
    expect(told({ filters: [{ rollout_percentage: 5 }] })).toEqual([]);
  });
});

describe("conditions", () => {
  const of = (...properties: unknown[]) =>
    filters({ filters: [{ properties, rollout_percentage: 5 }] })![0]!.properties;
  const wrong = (...properties: unknown[]) =>
    told({ filters: [{ properties, rollout_percentage: 5 }] }).filter((text) => text.startsWith("error"));

  it("are written by the helpers of queries and of flags alike", () => {
    expect(of(wherePerson({ plan: "pro", seats: { gte: 5 } }), person("email").is_set())).toEqual([
      { type: "person", key: "plan", operator: "exact", value: ["pro"] },
      { type: "person", key: "seats", operator: "gte", value: "5" },
      { type: "person", key: "email", operator: "is_set" },
    ]);
    expect(of(whereGroup(1, { plan: "pro" }))).toEqual(of(group(1, "plan").exact(["pro"])));
    const member = { type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", key: "staff" } };
    expect(of(inCohort(staff))).toEqual([member]);
    expect(of(flagInCohort(ref("cohort", "staff")))).toEqual([member]);
    expect(of(inCohort(7))).toEqual([{ ...member, value: { $ref: "cohort", id: 7 } }]);
    expect(of(inCohort(lookup("cohort", { name: "Staff" })))[0]!.value).toMatchObject({ lookup: { name: "Staff" } });
  });

  it("may be one `where` alone", () => {
    const where = wherePerson({ plan: "pro" });
    expect(filters({ filters: [{ properties: where, rollout_percentage: 5 }] })![0]!.properties).toEqual(of(where));
  });

  it("that PostHog would never look at are refused where they stand", () => {
    const at = "error filters.0.properties.0";
    expect(wrong(wherePerson({ seats: { between: [1, 5] } }))).toEqual([
      `${at}.operator: Flags do not compare by \`between\`.`,
    ]);
    expect(wrong({ type: "person", key: "email", operator: "icontains", value: 5 })).toEqual([
      `${at}.value: \`icontains\` compares with a text.`,
    ]);
    expect(wrong({ type: "cohort", value: "Staff" })).toEqual([
      expect.stringContaining('lookup("cohort", { name: "Staff" })'),
    ]);
    expect(wrong({ type: "group", key: "plan", value: "pro" })).toEqual([
      `${at}.group_type_index: A condition on a group says which type of group: \`group_type_index\`, 0–4.`,
    ]);
    expect(wrong({ where: { plan: "pro" }, type: "event" })).toEqual([expect.stringContaining(`${at}.type: `)]);
    expect(wrong({ type: "event", key: "plan", value: "pro" })).toEqual([expect.stringContaining(`${at}.type: `)]);
    expect(wrong({ type: "person", key: "x", value: "y", opreator: "exact" })).toHaveLength(1);
  });
});

describe("texts", () => {
  it("of a name: at most 400 characters as PostHog counts them, trimmed, and not none", () => {
    expect(spec({ name: ` ${"🦔".repeat(400)} `, exclusion_percentage: 1 }).name).toBe("🦔".repeat(400));
    expect(told({ name: "x".repeat(401), exclusion_percentage: 1 })).toEqual([
      "error name: `name`: has more than 400 characters.",
    ]);
    expect(told({ name: "  ", exclusion_percentage: 1 })).toEqual(["error name: `name`: PostHog wants a name."]);
  });

  it("of a description leave room for the mark, and the error says how much there is", () => {
    const mark = `<!-- iac:experiment-holdouts:a iac:hash:${specHash({})} -->`;
    const room = 400 - mark.length - "\n\n".length;
    const described = (length: number) => ({ exclusion_percentage: 1, description: "x".repeat(length) });
    expect(told(described(room))).toEqual([]);
    expect(told(described(room + 1))).toEqual([tooLong(room + 1, room)]);
    expect(told({ ...described(room), key: "longer" })).toEqual([tooLong(room, room - 5)]);
    expect(told(described(room), "web")).toEqual([tooLong(room, room - 4)]);
    expect(told({ ...described(room), protect: true })).toEqual([tooLong(room, room - " iac:protect".length)]);
  });
});

it("takes no field that is not there", () => {
  expect(told({ exclusion_percentage: 1, tags: [] })).toHaveLength(1);
  expect(told({ filters: [{ rollout_percentage: 1, variant: "x" }] })).toEqual([
    "error filters.0.variant: `filters.0.variant`: there is no such field.",
  ]);
});
