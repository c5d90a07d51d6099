import { factory, lookup, type DefinitionOptions } from "@posthog-definitions/core";
import {
  collection,
  defineKind,
  naturalKey,
  refTo,
  registryOf,
  specHash,
  tag,
  type Target,
} from "@posthog-definitions/core/kind";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { plannedWith } from "./support.js";

const person: Target = {
  name: "person",
  plural: "persons",
  identity: tag(),
  api: { path: "persons/", scope: "person", remove: "never" },
};
interface TaskRow {
  readonly id: number;
  readonly by: { readonly id: number; readonly email: string };
  readonly tags: readonly string[];
}
/** A row shows whom it is by whole, so that nothing else has to be read to say so. */
const task = defineKind<"task", { by: unknown }, TaskRow>({
  name: "task",
  plural: "tasks",
  summary: "A task.",
  spec: z.object({ by: refTo("person") }),
  identity: tag(),
  api: collection<TaskRow>({ path: "tasks/", scope: "task", remove: "hard" }),
  targets: [person],
  encode: ({ by }) => ({ by }),
  decode: ({ by }, at) => ({ by: { ...at.ref("person", by.id), lookup: { email: by.email } } }),
});
const registry = registryOf(task);
const make = factory<"task", DefinitionOptions & { by: unknown }>("task");

const ann = { id: 1, email: "ann@example.com" };
const bob = { id: 2, email: "bob@example.com" };
const mine = make({ key: "t", by: lookup("person", { email: ann.email }) });
const specOf = (email: string) => ({ by: { $ref: "person", lookup: { email } } });
const planOf = (by: typeof ann, persons = [ann, bob], hash?: string) =>
  plannedWith(registry, [mine], {
    task: [{ id: 7, by, tags: ["iac:tasks:t", ...(hash === undefined ? [] : [`iac:hash:${hash}`])] }],
    person: persons,
  }).plan;

describe("what was looked up", () => {
  it("is shown as it was written, and sent as an id", () => {
    const [change] = planOf(bob).changes;
    expect(change?.fields).toEqual([
      {
        path: ["by"],
        before: { $ref: "person", id: 2, lookup: { email: "bob@example.com" } },
        after: { $ref: "person", id: 1, lookup: { email: "ann@example.com" } },
      },
    ]);
    expect(planOf(bob).requests[0]?.body["by"]).toMatchObject({ id: 1 });
  });

  it("is compared by id: another name of the same row is no difference", () => {
    expect(planOf({ id: 1, email: "ann@old.example" }).changes).toEqual([]);
  });

  it("by somebody who is not to be found any more is a difference", () => {
    expect(planOf({ id: 3, email: "gone@example.com" }).changes[0]?.fields[0]?.before).toMatchObject({ id: 3 });
  });

  it("does not hide who made a difference: a hash knows no ids", () => {
    expect(planOf(bob, [ann, bob], specHash(specOf(bob.email))).changes[0]?.origin).toBe("file");
    expect(planOf(bob, [ann, bob], specHash(specOf(ann.email))).changes[0]?.origin).toBe("drift");
    expect(planOf(bob, [ann, bob], specHash(specOf("else@example.com"))).changes[0]?.origin).toBe("unknown");
  });
});

describe("a field that takes a text for what is looked up", () => {
  const named = defineKind<"chore", { by: unknown }, TaskRow>({
    name: "chore",
    plural: "chores",
    summary: "A chore.",
    identity: tag(),
    api: collection<TaskRow>({ path: "chores/", scope: "chore", remove: "hard" }),
    targets: [person],
    encode: ({ by }) => ({ by }),
    decode: () => ({}),
    spec: z.object({ by: z.string().transform((email) => ({ $ref: "person", lookup: { email } })) }),
  });

  it("has its place in the plan, when it finds nothing", () => {
    const own = registryOf(named);
    const chore = factory<"chore", DefinitionOptions & { by: string }>("chore")({ key: "c", by: "an@example.com" });
    expect(plannedWith(own, [chore], { chore: [], person: [ann, bob] }).plan.diagnostics).toMatchObject([
      { code: "lookup-not-found", path: ["by"], hint: 'Did you mean "ann@example.com"?' },
    ]);
  });
});

describe("a lookup by what is the key itself", () => {
  const variable = defineKind<"variable", object, { readonly id: number; readonly code: string }>({
    name: "variable",
    plural: "variables",
    summary: "A variable.",
    spec: z.object({}),
    identity: naturalKey("code"),
    api: collection({ path: "variables/", scope: "variable", remove: "hard" }),
    encode: () => ({}),
    decode: () => ({}),
  });
  const chart = defineKind<"chart", { of: unknown }, { readonly id: number; readonly tags: readonly string[] }>({
    name: "chart",
    plural: "charts",
    summary: "A chart.",
    spec: z.object({ of: refTo("variable") }),
    identity: tag(),
    api: collection({ path: "charts/", scope: "chart", remove: "hard" }),
    encode: ({ of }) => ({ of }),
    decode: () => ({}),
  });
  const kinds = registryOf(chart, variable);
  const plan = factory<"variable", DefinitionOptions>("variable")({ key: "plan" });
  const charts = factory<"chart", DefinitionOptions & { of: unknown }>("chart");
  const planOfChart = (fields: Record<string, string>, variables: object[] = []) => {
    const rows = { chart: [], variable: variables as Record<string, unknown>[] };
    return plannedWith(kinds, [charts({ key: "c", of: lookup("variable", fields) }), plan], rows).plan;
  };
  const body = { of: { $ref: "variable", key: "plan" } };

  it("finds the definition whose row this run makes, and waits for it", () => {
    const { diagnostics, requests } = planOfChart({ code: "plan" });
    expect(diagnostics).toEqual([]);
    expect(requests.find(({ address }) => address === "chart.c")).toMatchObject({
      body,
      after: ["create variable.plan"],
    });
  });

  it("finds nothing by another field, or another value", () => {
    expect(planOfChart({ code: "else" }).diagnostics).toMatchObject([{ code: "lookup-not-found" }]);
    expect(planOfChart({ name: "plan" }).diagnostics).toMatchObject([{ code: "lookup-not-found" }]);
  });

  it("finds the row where there is one", () => {
    const { requests } = planOfChart({ code: "plan" }, [{ id: 3, code: "plan" }]);
    expect(requests).toMatchObject([{ address: "chart.c", body, after: [] }]);
  });
});
