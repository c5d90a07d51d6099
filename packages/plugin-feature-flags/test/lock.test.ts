import { describe, expect, it } from "vitest";
import { featureFlag } from "../src/kind.js";
import { row } from "./support.js";

const lock = featureFlag.api.lock!;
const original = (changes: object) => lock({ ...row, ...changes })["original_flag"] as Record<string, unknown>;

describe("the lock", () => {
  it("says what was read, as far as two people could overwrite each other in it", () => {
    const live = { ...row, name: "Why", tags: ["a"], last_modified_by: { id: 1 }, updated_at: "2026-01-01" };
    expect(lock(live)).toEqual({
      version: 4,
      original_flag: {
        key: "f",
        name: "Why",
        active: true,
        archived: false,
        ensure_experience_continuity: false,
        is_remote_configuration: false,
        has_encrypted_payloads: false,
        evaluation_runtime: "all",
        bucketing_identifier: "distinct_id",
        has_enriched_analytics: false,
        filters: row.filters,
      },
    });
  });

  it("counts a missing version as 0, as PostHog does", () => {
    expect(lock({ ...row, version: null })["version"]).toBe(0);
  });

  it("has the filters as they are stored, not as they are read", () => {
    const condition = { type: "cohort", key: "id", value: 7, operator: "in" };
    const groups = (extra: object) => [
      { properties: [{ ...condition, ...extra }], sort_key: "a" },
      { rollout_percentage: 5 },
    ];
    expect(
      original({ filters: { groups: groups({ cohort_name: "Beta", group_key_names: {} }), payloads: { true: "1" } } })[
        "filters"
      ],
    ).toEqual({ groups: groups({}), payloads: { true: "1" } });
  });

  it("never has an encrypted payload", () => {
    const filters = { groups: [{ rollout_percentage: 100 }], payloads: { true: '"sk_live_1"' } };
    expect(original({ filters, has_encrypted_payloads: true })["filters"]).toEqual({ groups: filters.groups });
  });
});
