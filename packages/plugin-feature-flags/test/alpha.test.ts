import { describe, expect, it } from "vitest";
import { featureFlag } from "../src/index.js";
import { resolved, wrong } from "./support.js";

/** As files of the published alpha write flags. */
const rollout = {
  key: "new-checkout",
  name: "The new checkout",
  active: true,
  filters: {
    groups: [
      {
        properties: [
          { key: "email", type: "person" as const, value: "@example.com", operator: "icontains" as const },
          { key: "plan", type: "person" as const, value: ["pro", "scale"], operator: "exact" as const },
        ],
        rollout_percentage: 50,
        variant: null,
      },
      { properties: [], rollout_percentage: 10 },
    ],
    multivariate: {
      variants: [
        { key: "control", name: "Control", rollout_percentage: 50 },
        { key: "test", name: "Test", rollout_percentage: 50 },
      ],
    },
    payloads: { control: '{"colour":"grey"}', test: '{"colour":"red"}' },
    aggregation_group_type_index: null,
  },
  ensure_experience_continuity: true,
  is_remote_configuration: false,
  has_encrypted_payloads: false,
  evaluation_runtime: "client" as const,
  bucketing_identifier: "distinct_id" as const,
  tags: ["Checkout"],
};

const byCompany = {
  key: "by-company",
  filters: {
    groups: [
      {
        properties: [
          { key: "plan", type: "group" as const, value: "scale", operator: "exact" as const, group_type_index: 0 },
        ],
        rollout_percentage: 100,
      },
    ],
    aggregation_group_type_index: 0,
    holdout: { id: 4, exclusion_percentage: 10 },
    super_groups: [{ properties: [], rollout_percentage: 100 }],
  },
};

describe("a flag of the published alpha", () => {
  it("loads unchanged, and compiles", () => {
    featureFlag(rollout);
    featureFlag(byCompany);
    expect(wrong(rollout)).toEqual([]);
    expect(resolved(byCompany).diagnostics.map(({ severity, path }) => [severity, path])).toEqual([
      ["warning", ["filters", "super_groups"]],
    ]);
  });

  it("means what it says", () => {
    expect(resolved(rollout).definitions[0]?.spec).toEqual({
      name: "The new checkout",
      active: true,
      archived: false,
      tags: ["checkout"],
      filters: {
        groups: [
          {
            properties: [
              { key: "email", type: "person", value: "@example.com", operator: "icontains" },
              { key: "plan", type: "person", value: ["pro", "scale"], operator: "exact" },
            ],
            rollout_percentage: 50,
          },
          { properties: [], rollout_percentage: 10 },
        ],
        multivariate: {
          variants: [
            { key: "control", name: "Control", rollout_percentage: 50 },
            { key: "test", name: "Test", rollout_percentage: 50 },
          ],
        },
        payloads: { control: { colour: "grey" }, test: { colour: "red" } },
      },
      ensure_experience_continuity: true,
      is_remote_configuration: false,
      has_encrypted_payloads: false,
      evaluation_runtime: "client",
      bucketing_identifier: "distinct_id",
    });
    expect(resolved(byCompany).definitions[0]?.spec).toMatchObject({
      filters: {
        groups: [
          {
            properties: [{ key: "plan", type: "group", value: "scale", operator: "exact", group_type_index: 0 }],
            rollout_percentage: 100,
            aggregation_group_type_index: 0,
          },
        ],
        holdout: { id: { $ref: "experiment-holdout", id: 4 }, exclusion_percentage: 10 },
      },
    });
  });
});
