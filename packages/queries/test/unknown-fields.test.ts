import { isDefinition, isRef } from "@posthog-definitions/core";
import { describe, expect, test } from "vitest";
import { insightQuery } from "../src/schema.js";
import { examples, type Example } from "./corpus/index.js";

/** Objects that are maps, or the user's own data, or somebody else's. */
const isOpen = (path: readonly (string | number)[], value: object): boolean =>
  isRef(value) ||
  isDefinition(value) ||
  "$raw" in value ||
  path.includes("$raw") ||
  (value as { kind?: unknown }).kind === "WebBotsTableQuery" ||
  ["values", "variables", "resultCustomizations", "where"].includes(String(path.at(-1)));

/** Every object in what the user wrote, with its path. */
function* objects(value: unknown, path: (string | number)[] = []): Generator<(string | number)[]> {
  if (typeof value !== "object" || value === null || isRef(value) || isDefinition(value)) return;
  if (!Array.isArray(value) && !isOpen(path, value)) yield path;
  for (const [key, item] of Object.entries(value))
    yield* objects(item, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** The same query with one field too many, as if by a slip of the pen. */
function withStray(value: unknown, [step, ...rest]: readonly (string | number)[]): unknown {
  if (step === undefined) return { ...(value as object), strayField: 1 };
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? withStray(item, rest) : item));
  return { ...(value as object), [step]: withStray((value as Record<string, unknown>)[step], rest) };
}

const cases = examples.flatMap((example: Example) =>
  [...objects(example.query)].map(
    (path) => [`${example.title}: ${path.join(".") || "(root)"}`, example, path] as const,
  ),
);

describe("an unknown field is refused at its path, in every object of every example", () => {
  test("there are many objects to try", () => expect(cases.length).toBeGreaterThan(200));

  test.each(cases)("%s", (_title, { query }, path) => {
    const result = insightQuery.safeParse(withStray(query, path));
    const stray = result.error?.issues.map((issue) => issue.path.join(".")) ?? [];
    expect(stray).toContain([...path, "strayField"].join("."));
  });
});

test("an unknown field is named so that the model knows what is wrong, with the field that was meant", () => {
  const result = insightQuery.safeParse({ kind: "TrendsQuery", series: [{ event: "a", properites: [] }] });
  expect(result.error?.issues).toMatchObject([
    {
      path: ["series", 0, "properites"],
      message: "there is no such field; did you mean `properties`?",
      params: { code: "unknown-field" },
    },
  ]);
});
