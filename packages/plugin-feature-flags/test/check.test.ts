import { env, ref } from "@posthog-definitions/core";
import { describe, expect, it } from "vitest";
import { featureFlag } from "../src/index.js";
import { wrong } from "./support.js";

const condition = (property: object, set: object = {}) => wrong({ groups: [{ ...set, properties: [property] }] });
const at = "groups.0.properties.0";

it("finds nothing wrong where nothing is", () => {
  expect(wrong({})).toEqual([]);
  expect(wrong({ rollout: 100 })).toEqual([]);
  expect(wrong({ groups: [] })).toEqual([]);
  expect(wrong({ rollout: 100, variants: { a: 33.33, b: 33.33, c: 33.33 } })).toEqual([]);
  expect(wrong({ archived: true, active: false })).toEqual([]);
});

describe("state", () => {
  it.each<[object, string]>([
    [{ archived: true }, "archived: An archived flag is switched off: say `active: false` too."],
    [{ archived: true, active: true }, "archived: An archived flag is switched off: say `active: false` too."],
    [
      { ensure_experience_continuity: true, bucketing_identifier: "device_id" },
      'ensure_experience_continuity: Experience continuity does not go with `bucketing_identifier: "device_id"`; leave one of them out.',
    ],
    [
      { evaluation_runtime: "sever" },
      'evaluation_runtime: `evaluation_runtime` must be one of "server", "client", "all", got "sever". Did you mean "server"?',
    ],
    [{ rolout: 5 }, "rolout: There is no field `rolout`. Did you mean `rollout`?"],
  ])("%j", (input, message) => {
    expect(wrong(input)).toEqual([message]);
  });
});

describe("both forms of one thing", () => {
  it.each<[object, string]>([
    [
      { rollout: 5, filters: { groups: [{}] } },
      "rollout: `rollout` and `filters.groups` say the same thing; keep one of them.",
    ],
    [{ rollout: 5, groups: [{}] }, "groups: `groups` and `rollout` say the same thing; keep one of them."],
    [
      { payloads: { true: 1 }, filters: { groups: [{}], payloads: { true: 2 } } },
      "payloads: `payloads` and `filters.payloads` say the same thing; keep one of them.",
    ],
    [
      {
        variants: { a: 100 },
        filters: { groups: [{}], multivariate: { variants: [{ key: "b", rollout_percentage: 100 }] } },
      },
      "variants: `variants` and `filters.multivariate.variants` say the same thing; keep one of them.",
    ],
  ])("%j", (input, message) => {
    expect(wrong(input)[0]).toBe(message);
  });
});

describe("variants", () => {
  const two = (a: object, b: object) =>
    wrong({
      rollout: 1,
      variants: [
        { key: "a", rollout_percentage: 50, ...a },
        { key: "b", rollout_percentage: 50, ...b },
      ],
    });
  it("add up to 100", () => {
    expect(two({}, { rollout_percentage: 40 })).toEqual([
      "variants: The variants' shares must add up to 100; they add up to 90.",
    ]);
    expect(
      wrong({ filters: { groups: [{}], multivariate: { variants: [{ key: "a", rollout_percentage: 33.3 }] } } }),
    ).toEqual(["filters.multivariate.variants: The variants' shares must add up to 100; they add up to 33.3."]);
  });
  it("have keys of their own, of the right form", () => {
    expect(two({}, { key: "a" })).toEqual(["variants.1.key: The variant `a` is there twice."]);
    expect(two({}, { key: "b c" })).toEqual([
      "variants.1.key: `variants.1.key`: may only have letters, digits, hyphens, underscores, dots and slashes.",
    ]);
  });
  it("are there where a condition set or a payload names one", () => {
    expect(wrong({ groups: [{ variant: "c" }], variants: { a: 50, b: 50 }, payloads: { d: 1 } })).toEqual([
      "payloads.d: There is no variant `d` to carry this payload; there are `a`, `b`.",
      "groups.0.variant: There is no variant `c`; there are `a`, `b`.",
    ]);
    expect(wrong({ groups: [{ variant: "c" }], payloads: { c: 1 } })).toEqual([
      "payloads.c: A flag without variants carries one payload, under `true`; `c` would never be sent.",
      "groups.0.variant: There is no variant `c`.",
    ]);
  });
});

describe("payloads", () => {
  const remote = { is_remote_configuration: true, has_encrypted_payloads: true };
  it("are encrypted only where that works, and never stand in a file then", () => {
    expect(wrong({ ...remote, payloads: { true: env("TOKEN") } })).toEqual([]);
    expect(wrong({ ...remote, payloads: { true: "sk_live_1" } })).toEqual([
      'payloads.true: An encrypted payload never stands in a file: use `env("NAME")`.',
    ]);
    expect(wrong({ ...remote, filters: {} })).toEqual([
      'has_encrypted_payloads: A flag with an encrypted payload needs it: `payloads: { true: env("NAME") }`.',
    ]);
    expect(wrong({ ...remote })).toEqual([
      'has_encrypted_payloads: A flag with an encrypted payload needs it: `payloads: { true: env("NAME") }`.',
    ]);
    expect(wrong({ rollout: 1, has_encrypted_payloads: true, payloads: { true: env("TOKEN") } })).toEqual([
      "has_encrypted_payloads: Only a remote configuration has an encrypted payload: say `is_remote_configuration: true` too.",
    ]);
    expect(wrong({ rollout: 1, payloads: { true: env("TOKEN") } })).toEqual([
      "payloads.true: This payload would be readable by everybody: say `has_encrypted_payloads: true` too.",
    ]);
  });
  it("are JSON", () => {
    expect(wrong({ rollout: 1, payloads: { true: () => 1 } })).toEqual([
      'payloads.true: `payloads.true`: must be JSON data, or env("NAME").',
    ]);
  });
});

describe("condition sets", () => {
  it("are there", () => {
    expect(wrong({ variants: { a: 100 } })).toEqual([
      "variants: Say who gets the flag: `rollout: 100` for everybody, or `groups`.",
    ]);
    expect(wrong({ groups: [], payloads: { true: 1 } })).toEqual([
      "groups: PostHog makes no such flag without a condition set: use one with `rollout_percentage: 0`.",
    ]);
  });
  it("keep to persons, or to one group type", () => {
    expect(condition({ type: "group", group_type_index: 1, key: "plan", value: "x" })).toEqual([
      `${at}.type: A condition on a group needs a condition set of its group type: say \`aggregation_group_type_index: 1\`.`,
    ]);
    expect(condition({ key: "plan", value: "x" }, { aggregation_group_type_index: 0 })).toEqual([
      `${at}: A condition set of a group type only has conditions on groups.`,
    ]);
    expect(
      condition({ type: "group", group_type_index: 1, key: "plan", value: "x" }, { aggregation_group_type_index: 0 }),
    ).toEqual([`${at}.group_type_index: The condition set is of group type 0, this condition of group type 1.`]);
  });
});

describe("conditions", () => {
  const parent = featureFlag({ key: "parent" });
  const dates = '`is_date_after` compares with a date such as "2026-01-31", or "-7d" (h, d, w, m or y).';
  const aCohort = 'A cohort is wanted here: its definition, ref("cohort", …), lookup("cohort", …) or an id.';
  const aFlag =
    'A feature flag is wanted here: its definition, ref("feature-flag", …), lookup("feature-flag", …) or an id.';

  it.each<[object, string]>([
    [{ key: "email", operator: "icontains", value: ["x"] }, ".value: `icontains` compares with a text."],
    [{ key: "email", operator: "regex", value: 5 }, ".value: `regex` compares with a text."],
    [
      { key: "email", operator: "icontains_multi", value: "x" },
      ".value: `icontains_multi` compares with a list of texts.",
    ],
    [{ key: "age", operator: "gt", value: true }, ".value: `gt` compares with a number, or a text."],
    [
      { key: "age", value: [] },
      ".value: `exact` compares with a text, number or boolean, or a list of them that is not empty.",
    ],
    [{ key: "age" }, ": `exact` compares with a text, number or boolean, or a list of them."],
    [{ key: "at", operator: "is_date_after", value: "-7x" }, `.value: ${dates}`],
    [{ key: "at", operator: "is_date_after", value: "-10000d" }, `.value: ${dates}`],
    [{ key: "at", operator: "is_date_after", value: 7 }, `.value: ${dates}`],
    [{ key: "v", operator: "semver_gt", value: "one" }, '.value: `semver_gt` compares with a version such as "1.2.3".'],
    [{ key: "email", operator: "in", value: "x" }, ".operator: `in` is for cohorts."],
    [{ key: "email", operator: "flag_evaluates_to", value: true }, ".operator: `flag_evaluates_to` is for flags."],
    [{ value: "x" }, ": The name of the property is wanted here."],
    [{ type: "cohort", value: parent }, `.value: ${aCohort}`],
    [{ type: "cohort" }, `: ${aCohort}`],
    [
      { type: "cohort", value: "Staff" },
      '.value: A cohort is not found by a bare text: write lookup("cohort", { name: "Staff" }).',
    ],
    [{ type: "cohort", value: 5, operator: "exact" }, ".operator: A cohort is compared by `in` or `not_in`."],
    [
      { type: "flag", key: "parent" },
      '.key: A flag is not found by its bare key: write ref("feature-flag", "parent").',
    ],
    [{ type: "flag", key: ref("cohort", "beta") }, `.key: ${aFlag}`],
    [{ type: "flag", key: parent, operator: "exact" }, ".operator: A flag is compared by `flag_evaluates_to`."],
    [{ type: "flag", key: parent, value: 5 }, ".value: A flag evaluates to true, false, or the key of a variant."],
  ])("%j", (property, message) => {
    expect(condition(property)).toEqual([`${at}${message}`]);
  });

  it("know no other operators", () => {
    expect(condition({ key: "email", operator: "contains", value: "x" })[0]).toMatch(
      /^groups\.0\.properties\.0\.operator: .* got "contains"\. Did you mean "icontains"\?$/,
    );
  });

  it.each([
    { key: "at", operator: "is_date_before", value: "-12h" },
    { key: "at", operator: "is_date_before", value: "30d" },
    { key: "at", operator: "is_date_exact", value: "2026-01-31" },
    { key: "at", operator: "is_date_exact", value: "31/01/2026" },
    { key: "at", operator: "is_date_exact", value: "2026-01-31T10:00:00Z" },
    { key: "v", operator: "semver_wildcard", value: "1.2.*" },
    { key: "v", operator: "semver_tilde", value: "1.2" },
    { key: "v", operator: "semver_eq", value: "1.2.3-beta.1+7" },
    { key: "admin", value: true },
    { key: "plan", operator: "is_not", value: ["a", 5, false] },
    { type: "cohort", key: "id", operator: "not_in", value: 5 },
  ])("%j is fine", (property) => {
    expect(condition(property)).toEqual([]);
  });
});

describe("the rest", () => {
  it("warns once of what PostHog strips", () => {
    expect(wrong({ filters: { groups: [{}], super_groups: [{ properties: [] }] } })).toEqual([
      "filters.super_groups: `filters.super_groups`: PostHog strips it from every flag, so it is not sent. `feature_enrollment` took its place.",
    ]);
  });
  it("knows how large filters may be", () => {
    expect(wrong({ rollout: 1, payloads: { true: "x".repeat(600 * 1024) } })).toEqual([
      "payloads: PostHog takes at most 512 KB of `filters`; these are 601 KB.",
    ]);
  });
  it("knows what a key may be", () => {
    expect(wrong({ key: "a b" })).toEqual([
      'key: The key "a b" may only have letters, digits, hyphens and underscores.',
    ]);
  });
  it("wants a holdout where one belongs", () => {
    expect(wrong({ rollout: 1, filters: { holdout: { id: ref("cohort", "c"), exclusion_percentage: 5 } } })).toEqual([
      'filters.holdout.id: `filters.holdout.id`: expected an experiment-holdout, ref("experiment-holdout", …) or lookup("experiment-holdout", …), got a reference to a cohort.',
    ]);
  });
});
