import { lookup, type Definition, type Id, type Ref } from "@posthog-definitions/core";
import { normalised, registryOf, resolve, same, type Decoding } from "@posthog-definitions/core/kind";
import { inCohort, where, wherePerson } from "@posthog-definitions/queries";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { action, type ActionInput, type Step } from "../src/index.js";
import { action as kind, type ActionSpec } from "../src/kind.js";
import type { ActionRow } from "../src/row.js";

const registry = registryOf(kind);
const at: Decoding = {
  ref: <K extends string>($ref: K, id: Id): Ref<K> => ({ $ref, id }),
  managed: () => false,
  side: () => [],
};
const validate = (definition: Definition) => resolve({ definitions: [{ definition }], registry });
const specOf = (input: Partial<ActionInput>): ActionSpec => {
  const { definitions, diagnostics } = validate(action({ key: "a", name: "A", steps: [], ...input }));
  if (!definitions[0]) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return definitions[0].spec as unknown as ActionSpec;
};
const stepOf = (step: Step) => specOf({ steps: [step] }).steps[0];
const sent = (step: Step) =>
  (kind.encode(specOf({ steps: [step] }), { key: "a", row: undefined })["steps"] as object[])[0];
const decode = (row: Partial<ActionRow>): ActionSpec =>
  normalised(kind, kind.decode({ id: 1, ...row }, at) as ActionSpec);

const padding = {
  event: null,
  properties: null,
  selector: null,
  selector_regex: null,
  tag_name: null,
  text: null,
  text_matching: null,
  href: null,
  href_matching: null,
  url: null,
  url_matching: "contains",
};

describe("a file of the alpha", () => {
  it("means what it says", () => {
    expect(
      specOf({
        steps: [
          { event: "$autocapture", text: "Sign up", text_matching: "exact", selector: null, url_matching: null },
          { event: "signed up", properties: [{ key: "plan", value: "pro", operator: "exact", type: "event" }] },
        ],
        post_to_slack: true,
        pinned_at: "2024-01-01T00:00:00Z",
        tags: [" Growth"],
      }),
    ).toEqual({
      name: "A",
      description: "",
      steps: [
        { event: "$autocapture", text: "Sign up" },
        { event: "signed up", properties: [{ type: "event", key: "plan", operator: "exact", value: "pro" }] },
      ],
      post_to_slack: true,
      slack_message_format: "",
      pinned_at: true,
      tags: ["growth"],
    });
    expect(specOf({ pinned_at: null }).pinned_at).toBe(false);
    expect(specOf({})).not.toHaveProperty("pinned_at");
  });
});

describe("a step", () => {
  it.each<[string, Step, object]>([
    ["without an URL says nothing of how URLs match", { event: "x", url_matching: "contains" }, { event: "x" }],
    ["matches an URL by what it contains", { url: "/a" }, { url: "/a" }],
    ["may match it otherwise", { url: "/a", url_matching: "regex" }, { url: "/a", url_matching: "regex" }],
    [
      "matches texts exactly",
      { text: "Buy", text_matching: null, href: "/", href_matching: "exact" },
      { text: "Buy", href: "/" },
    ],
    [
      "may match them otherwise",
      { text: "Buy", text_matching: "contains" },
      { text: "Buy", text_matching: "contains" },
    ],
    [
      "has conditions as queries have them",
      { properties: where({ plan: "pro" }) },
      { properties: [{ type: "event", key: "plan", operator: "exact", value: ["pro"] }] },
    ],
    [
      "has conditions on the event, if nothing else is said",
      { properties: [{ key: "plan", value: "pro" }] },
      { properties: [{ type: "event", key: "plan", operator: "exact", value: "pro" }] },
    ],
    [
      "has conditions on cohorts",
      { properties: [inCohort(lookup("cohort", { name: "Staff" }))] },
      {
        properties: [
          { type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", lookup: { name: "Staff" } } },
        ],
      },
    ],
    ["has no conditions where the list is empty", { event: "x", properties: [] }, { event: "x" }],
    ["keeps the spaces that PostHog keeps", { event: " x ", url: " /a " }, { event: " x ", url: "/a" }],
  ])("%s", (_, step, expected) => expect(stepOf(step)).toEqual(expected));

  it("with an URL says how it matches, so that an older answer does not stay", () => {
    expect(sent({ url: "/a" })).toEqual({ url: "/a", url_matching: "contains" });
    expect(sent({ event: "x" })).toEqual({ event: "x" });
  });
});

describe("a row", () => {
  it("is no difference for what PostHog fills in", () => {
    const filled = decode({ steps: [{ ...padding, event: "x", selector: "a", selector_regex: "(^|;)a" }] });
    expect(filled.steps).toEqual([{ event: "x", selector: "a" }]);
    const legacy = { ...padding, event: "x", selector: "a", url_matching: null, properties: [] };
    expect(same(decode({ steps: [legacy] }), filled)).toBe(true);
    const untyped = (filter: object) => decode({ steps: [{ ...padding, properties: [filter] }] });
    expect(
      same(untyped({ key: "a", value: 1 }), untyped({ key: "a", value: 1, type: "event", operator: "exact" })),
    ).toBe(true);
  });

  it("is a difference for what means something", () => {
    const text = (text_matching: string) => decode({ steps: [{ ...padding, text: "Buy", text_matching }] });
    expect(same(text("contains"), text("exact"))).toBe(false);
    const [a, b] = [{ event: "a" }, { event: "b" }];
    expect(same(decode({ steps: [a, b] }), decode({ steps: [a] }))).toBe(false);
  });

  it("holds references where ids stand", () => {
    const properties = [{ type: "cohort", key: "id", value: 12 }];
    expect(decode({ steps: [{ ...padding, properties }] }).steps).toEqual([
      { properties: [{ type: "cohort", key: "id", operator: "in", value: { $ref: "cohort", id: 12 } }] },
    ]);
  });

  it("of any shape is read without a throw", () => {
    const junk = fc.anything({ withNullPrototype: true, maxDepth: 4, maxKeys: 4 });
    const fields = fc.constantFrom("event", "properties", "text", "text_matching", "url", "url_matching", "selector");
    const steps = fc.oneof(junk, fc.array(fc.oneof(junk, fc.dictionary(fields, fc.oneof(junk, fc.array(junk))))));
    fc.assert(
      fc.property(steps, junk, junk, (steps, tags, name) => {
        const spec = decode({ steps, tags, name } as unknown as ActionRow);
        kind.encode(spec, { key: "a", row: undefined });
        expect(normalised(kind, spec)).toEqual(spec);
      }),
      { numRuns: 300 },
    );
  });
});

describe("mistakes", () => {
  const complaints = (input: object) =>
    validate(action({ key: "a", name: "A", steps: [], ...input } as ActionInput)).diagnostics.map(
      ({ path, message }) => `${(path ?? []).join(".")} ${message}`,
    );
  it.each<[string, object, string, string]>([
    ["no name", { name: "  " }, "name", "PostHog wants a name"],
    ["a long name", { name: "x".repeat(401) }, "name", "has more than 400"],
    ["a long message", { slack_message_format: "x".repeat(1201) }, "slack_message_format", "has more than 1200"],
    ["no steps", { steps: undefined }, "steps", ""],
    ["a misspelt field", { steps: [{ evnt: "x" }] }, "steps.0.evnt", "did you mean `event`?"],
    ["an empty text", { steps: [{ text: "" }] }, "steps.0.text", "says nothing"],
    ["another way of matching", { steps: [{ url: "/", url_matching: "icontains" }] }, "steps.0.url_matching", ""],
    [
      "a condition without a value",
      { steps: [{ properties: [{ key: "x" }] }] },
      "steps.0.properties.0.value",
      "is needed",
    ],
    [
      "a condition of no type",
      { steps: [{ properties: [{ type: "evnt", key: "x", value: 1 }] }] },
      "steps.0.properties.0.type",
      "evnt",
    ],
  ])("%s", (_, input, path, words) => {
    expect(complaints(input)).toContainEqual(expect.stringMatching(`^${path} `));
    expect(complaints(input).join("\n")).toContain(words);
  });

  it("do not compile", () => {
    // @ts-expect-error the steps are missing
    action({ key: "a", name: "A" });
    // @ts-expect-error a misspelt field
    action({ key: "a", name: "A", steps: [{ evnt: "x" }] });
    // @ts-expect-error no such way of matching
    action({ key: "a", name: "A", steps: [{ url: "/", url_matching: "icontains" }] });
    // @ts-expect-error no such operator
    action({ key: "a", name: "A", steps: [{ properties: [{ key: "x", operator: "is", value: 1 }] }] });
    action({ key: "a", name: "A", steps: [{ properties: [wherePerson({ plan: "pro" })] }] });
  });
});
