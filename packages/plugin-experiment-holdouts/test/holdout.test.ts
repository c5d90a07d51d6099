import type { Definition, Id, Ref } from "@posthog-definitions/core";
import { normalised, registryOf, resolve, same, type Decoding } from "@posthog-definitions/core/kind";
import { inCohort, where, wherePerson } from "@posthog-definitions/queries";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { experimentHoldout, type ExperimentHoldoutInput, type HoldoutGroup } from "../src/index.js";
import { experimentHoldout as kind } from "../src/kind.js";
import type { ExperimentHoldoutRow } from "../src/row.js";
import type { ExperimentHoldoutSpec } from "../src/schema.js";

const registry = registryOf(kind);
const at: Decoding = {
  ref: <K extends string>($ref: K, id: Id): Ref<K> => ({ $ref, id }),
  managed: () => false,
  side: () => [],
};
const ten = { rollout_percentage: 10 };
const resolved = (definition: Definition) => resolve({ definitions: [{ definition }], registry });
const specOf = (filters: readonly HoldoutGroup[]): ExperimentHoldoutSpec => {
  const { definitions, diagnostics } = resolved(experimentHoldout({ key: "a", name: "A", filters }));
  if (!definitions[0]) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return definitions[0].spec as unknown as ExperimentHoldoutSpec;
};
const decode = (row: Partial<ExperimentHoldoutRow>): ExperimentHoldoutSpec =>
  normalised(kind, kind.decode({ id: 7, ...row }, at) as ExperimentHoldoutSpec);
const sent = (filters: readonly HoldoutGroup[], live?: unknown) =>
  kind.encode(specOf(filters), { key: "a", row: live === undefined ? undefined : { id: 7, filters: live } })["filters"];

describe("a file of the alpha", () => {
  it("loads unchanged and means what it says", () => {
    const email = { key: "email", type: "person", value: "@example.com", operator: "icontains" } as const;
    expect(specOf([{ properties: [email], rollout_percentage: 12.5 }]).filters).toEqual([
      { properties: [email], rollout_percentage: 12.5 },
    ]);
    expect(specOf([{ properties: [], rollout_percentage: 10 }]).filters).toEqual([ten]);
  });

  it("says the same in the short forms", () => {
    const plan = { type: "person", key: "plan", operator: "exact", value: ["pro"] } as const;
    expect(specOf([{ ...ten, properties: wherePerson({ plan: "pro" }) }])).toEqual(
      specOf([{ ...ten, properties: [plan] }]),
    );
    expect(specOf([{ ...ten, properties: [wherePerson({ plan: "pro", seats: 5 }), inCohort(3)] }]).filters).toEqual([
      {
        rollout_percentage: 10,
        properties: [
          plan,
          { type: "person", key: "seats", operator: "exact", value: [5] },
          { type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", id: 3 } },
        ],
      },
    ]);
  });
});

describe("a row", () => {
  it("is no difference for the variant and what is empty", () => {
    const shown = [{ variant: "holdout-7", properties: [], rollout_percentage: 10 }];
    expect(same(decode({ name: "A", description: null, filters: shown }), { ...specOf([ten]) })).toBe(true);
    expect(same(decode({ filters: [{ rollout_percentage: 11 }] }), decode({ filters: shown }))).toBe(false);
    expect(decode({ filters: [{ properties: [{ type: "cohort", key: "id", value: 3 }] }] }).filters).toEqual([
      { properties: [{ type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", id: 3 } }] },
    ]);
  });

  it("of any shape is read without a throw, and written without one", () => {
    const junk = fc.anything({ withNullPrototype: true, maxDepth: 4, maxKeys: 4 });
    const names = fc.constantFrom("properties", "rollout_percentage", "variant", "type", "key", "value");
    const group = fc.oneof(junk, fc.dictionary(names, fc.oneof(junk, fc.array(fc.dictionary(names, junk)))));
    fc.assert(
      fc.property(fc.oneof(junk, fc.array(group)), junk, (filters, name) => {
        const row = { id: 1, filters, name } as unknown as ExperimentHoldoutRow;
        const spec = decode(row);
        expect(normalised(kind, spec)).toEqual(spec);
        kind.encode(spec, { key: "a", row });
        kind.encode(specOf([ten]), { key: "a", row });
      }),
      { numRuns: 500 },
    );
  });
});

describe("what is sent", () => {
  const live = [
    { variant: "holdout-7", properties: [], rollout_percentage: 10, note: "a" },
    { variant: "holdout-7", properties: [], rollout_percentage: 5, note: "b" },
  ];

  it("has no variant while the id is not known, and ever after the stored one", () => {
    expect(sent([ten])).toEqual([{ properties: [], rollout_percentage: 10 }]);
    expect(sent([{ rollout_percentage: 20 }], [live[0]])).toEqual([{ ...live[0], rollout_percentage: 20 }]);
    expect(sent([ten, { rollout_percentage: 5 }, { rollout_percentage: 1 }], live)).toEqual([
      ...live,
      { variant: "holdout-7", properties: [], rollout_percentage: 1 },
    ]);
  });

  it("keeps what each group had beyond that, whatever moves", () => {
    expect(sent([{ rollout_percentage: 5 }, ten], live)).toEqual([live[1], live[0]]);
    expect(sent([{ rollout_percentage: 5 }], live)).toEqual([live[1]]);
    expect(sent([{ rollout_percentage: 6 }, { rollout_percentage: 10 }], live)).toEqual([
      { variant: "holdout-7", properties: [], rollout_percentage: 6 },
      live[0],
    ]);
  });

  it("is never the variant of the file", () => {
    expect(sent([{ ...ten, variant: "mine" }])).toEqual([{ properties: [], rollout_percentage: 10 }]);
  });
});

describe("mistakes", () => {
  const told = (input: object, severity = "error") =>
    resolved(experimentHoldout({ key: "a", name: "A", filters: [ten], ...input } as ExperimentHoldoutInput))
      .diagnostics.filter((each) => each.severity === severity)
      .map(({ path, message }) => `${(path ?? []).join(".")}: ${message}`);

  it.each<[string, object, string]>([
    ["no name", { name: " " }, "name: .*PostHog wants a name"],
    ["a long name", { name: "x".repeat(401) }, "name: .*has more than 400"],
    ["no groups", { filters: [] }, "filters: .*at least one group"],
    ["nothing about groups", { filters: undefined }, "filters: "],
    ["a group without a percentage", { filters: [{ properties: [] }] }, "filters.0.rollout_percentage: "],
    ["more than all", { filters: [ten, { rollout_percentage: 101 }] }, "filters.1.rollout_percentage: "],
    ["less than none", { filters: [{ rollout_percentage: -1 }] }, "filters.0.rollout_percentage: "],
    ["a misspelt field", { filters: [{ ...ten, propertis: [] }] }, "filters.0.propertis: .*`properties`"],
    [
      "an event's type",
      { filters: [{ ...ten, properties: [{ type: "event", key: "a", value: 1 }] }] },
      "filters.0.properties.0.type: .*person, group, cohort, flag",
    ],
    [
      "a condition without a value",
      { filters: [{ ...ten, properties: [{ type: "person", key: "a" }] }] },
      "filters.0.properties.0.value: .*is needed",
    ],
  ])("%s", (_what, input, text) => {
    expect(told(input)).toContainEqual(expect.stringMatching(new RegExp(`^${text}`)));
  });

  it("a description that has no room beside the mark", () => {
    const room = 400 - "\n\n<!-- iac:experiment-holdouts:a iac:hash:0123456789abcdef -->".length;
    expect(told({ description: "x".repeat(room) })).toEqual([]);
    expect(told({ description: "x".repeat(room + 1) })).toEqual([
      `description: \`description\` has ${room + 1} characters, and there is room for ${room}.`,
    ]);
  });

  it("what PostHog keeps and does not look at, as a warning", () => {
    const some = { ...ten, properties: [wherePerson({ plan: "pro" })] };
    expect(told({}, "warning")).toEqual([]);
    expect(told({ filters: [some] }, "warning")).toEqual([expect.stringMatching(/^filters\.0\.properties: .*no flag/)]);
    expect(told({ filters: [ten, some] }, "warning")).toEqual([expect.stringMatching(/^filters\.1: Only the first/)]);
  });

  it("do not compile", () => {
    // @ts-expect-error the filters are missing
    experimentHoldout({ key: "a", name: "A" });
    // @ts-expect-error a group has a percentage
    experimentHoldout({ key: "a", name: "A", filters: [{ properties: [] }] });
    // @ts-expect-error a misspelt field
    experimentHoldout({ key: "a", name: "A", filters: [{ rollout_percentage: 10, propertis: [] }] });
    // @ts-expect-error no condition on an event
    experimentHoldout({ key: "a", name: "A", filters: [{ rollout_percentage: 10, properties: [where({ a: 1 })] }] });
  });
});
