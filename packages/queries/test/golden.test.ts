import { describe, expect, test } from "vitest";
import { insightQuery } from "../src/schema.js";
import { corpus } from "./corpus/index.js";

describe.each(Object.entries(corpus))("%s", (_source, examples) => {
  test("has at least three examples", () => expect(examples.length).toBeGreaterThanOrEqual(3));

  test.each(examples.map((example) => [example.title, example] as const))("%s", (_title, { query, node }) => {
    expect(insightQuery.parse(query)).toEqual(node);
  });
});
