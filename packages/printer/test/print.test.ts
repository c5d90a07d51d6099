import { env, lookup, ref } from "@posthog-definitions/core";
import { call, callMethod, withComment } from "@posthog-definitions/core/kind";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  camelCase,
  exportName,
  fileStem,
  printFile,
  stamped,
  stampOf,
  type Printable,
  printValue,
} from "../src/index.js";

const from = "@posthog-definitions/queries";
const builder = (name: string) => ({ name, from, make: (...args: unknown[]) => args });
const printed = (input: object, more: Partial<Printable> = {}): string =>
  printFile(
    {
      address: "insight.signups",
      name: "signups",
      factory: { name: "insight", from: "@posthog-definitions/plugin-insights" },
      input,
      ...more,
    },
    {
      moduleOf: (its) => its,
      definition: ({ $ref, key }) =>
        $ref === "cohort" ? { module: `../cohorts/${key}`, name: key === "other" ? "default" : "signups" } : undefined,
    },
  );
const body = (input: object): string => printed(input).split("\n\n").slice(1).join("\n\n");

describe("a file", () => {
  it("holds imports, one definition, and what becomes of its row", () => {
    const input = {
      key: "signups",
      query: call(builder("trends"), {
        series: ["signed up"],
        properties: [ref("cohort", "signups"), ref("cohort", "other")],
      }),
      people: [ref("action", "paid"), lookup("action", { name: "Paid" }), lookup("action", { id: 7 })],
      token: env("TOKEN"),
      absent: undefined,
      condition: callMethod(call(builder("person"), "email"), "icontains", "@example.com"),
      strange: withComment(call(builder("raw"), { kind: "Strange" }), "Not known here."),
    };
    expect(printed(input, { adopt: 4218 })).toMatchInlineSnapshot(`
      "import { adopt, env, lookup, ref } from "@posthog-definitions/core";
      import { insight } from "@posthog-definitions/plugin-insights";
      import { person, raw, trends } from "@posthog-definitions/queries";
      import otherCohort from "../cohorts/other";
      import { signups as signupsCohort } from "../cohorts/signups";

      export const signups = insight({
        key: "signups",
        query: trends({ series: ["signed up"], properties: [signupsCohort, otherCohort] }),
        people: [ref("action", "paid"), lookup("action", { name: "Paid" }), lookup("action", { id: 7 })],
        token: env("TOKEN"),
        condition: person("email").icontains("@example.com"),
        // Not known here.
        strange: raw({ kind: "Strange" }),
      });

      export const adoption = adopt("insight.signups", 4218);
      "
    `);
  });

  it("says in which environment a row is the one, where there are several", () => {
    expect(printed({ key: "signups" }, { adopt: 4218, environment: "pre-production" })).toMatchInlineSnapshot(`
      "import { adopt, perEnvironment } from "@posthog-definitions/core";
      import { insight } from "@posthog-definitions/plugin-insights";

      export const signups = insight({
        key: "signups",
      });

      export const adoption = adopt("insight.signups", perEnvironment({ "pre-production": 4218 }));
      "
    `);
  });

  it("imports a name alone on one line, however long", () => {
    const long = "x".repeat(110);
    expect(printed({ cohort: ref("cohort", long) })).toContain(
      `import { signups as signupsCohort } from "../cohorts/${long}";\n`,
    );
  });

  it("never holds the value of a secret", () => {
    expect(() => printed({ token: { $secret: true } })).toThrow("The value of a secret is not for files.");
  });

  it("leaves data that has a `$ref` of its own as it is", () => {
    expect(body({ schema: { $ref: "#/definitions/a" } })).toContain(`schema: { $ref: "#/definitions/a" },`);
  });
});

describe("a value by itself", () => {
  const scope = { ours: (name: string) => name, definition: () => undefined };
  it("fits where it is to stand", () => {
    const value = { series: ["signed up"], interval: "week" };
    expect(printValue(value, scope)).toBe(`{ series: ["signed up"], interval: "week" }`);
    expect(printValue(value, scope, { indent: 4, column: 90, tail: 1 })).toBe(
      `{\n      series: ["signed up"],\n      interval: "week",\n    }`,
    );
  });

  it("brings its property's name", () => {
    expect(printValue(1, scope, { property: "a b" })).toBe(`"a b": 1`);
    expect(printValue("x".repeat(9), scope, { column: 104, tail: 1, property: "abc" })).toBe(`abc: "xxxxxxxxx"`);
    expect(printValue(["x".repeat(9)], scope, { column: 104, tail: 1, property: "abc" })).toBe(
      `abc: [\n  "xxxxxxxxx",\n]`,
    );
  });
});

describe("text", () => {
  it.each([
    ['say "it"', `'say "it"'`],
    [`"it's"`, `'"it\\'s"'`],
    [`it's`, `"it's"`],
    ["a\\b", `"a\\\\b"`],
    ["one\ntwo", `"one\\ntwo"`],
    ["a\u2028b\u202ec\u200bd\ufeff\u0000", `"a\\u2028b\\u202ec\\u200bd\\ufeff\\u0000"`],
    ["\ud83d", `"\\ud83d"`],
    ["one\n`two`\n${three}\\", "`one\n\\`two\\`\n\\${three}\\\\`"],
    ["ends in a space \nand\nmore", `"ends in a space \\nand\\nmore"`],
    ["a\r\nb\r\nc", `"a\\r\\nb\\r\\nc"`],
  ])("of %j", (value, source) =>
    expect(body({ value })).toBe(`export const signups = insight({\n  value: ${source},\n});\n`),
  );

  it("is what it was once it runs", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), fc.string({ unit: "binary" }), (lines, key) => {
        const value = { [key]: lines.join("\n"), list: lines };
        const source = body(value).replace("export const signups = insight(", "return (");
        const run = new Function(source) as () => unknown;
        expect(run()).toEqual(value);
      }),
    );
  });

  it("sets no prototype", () => {
    const value = JSON.parse(`{ "__proto__": { "a": 1 }, "with space": 2, "1": 3 }`) as object;
    const run = new Function(body(value).replace("export const signups = insight(", "return (")) as () => object;
    expect(JSON.stringify(run())).toBe(JSON.stringify(value));
  });
});

describe("a property's name", () => {
  it("has quotes where it needs them", () => {
    const names = ["a1", "ü", "日本", "e\u0301", "𠮷", "1a", "a-b", "a\u200b", "", "constructor"];
    expect(
      body(Object.fromEntries(names.map((name) => [name, 1])))
        .split("\n")
        .slice(1, -2),
    ).toEqual(
      ["a1", "ü", "日本", "e\u0301", '"𠮷"', '"1a"', '"a-b"', '"a\\u200b"', '""', "constructor"].map(
        (name) => `  ${name}: 1,`,
      ),
    );
  });
});

describe("names", () => {
  it.each([
    ["weekly-signups", "weeklySignups"],
    ["MRR_by_plan", "MRRByPlan"],
    ["Beta", "beta"],
    ["class", "classInsight"],
    ["adopt", "adoptInsight"],
    ["trends", "trendsInsight"],
    ["2024-revenue", "insight2024Revenue"],
    ["__proto__", "proto"],
    ["---", "insight"],
    ["constructor", "constructor"],
  ])("of the constant for %s: %s", (key, name) => expect(exportName("insight", key, new Set(["trends"]))).toBe(name));

  it("of a kind", () => expect(camelCase("experiment-saved-metric")).toBe("experimentSavedMetric"));

  it.each([
    ["weekly-signups", "weekly-signups"],
    ["../../etc/passwd", "etc-passwd"],
    ["$pageview", "pageview"],
    ["growth.test", "growth-test"],
    ["CON", "CON_"],
    ["lpt1", "lpt1_"],
    ["...", "definition"],
    ["a".repeat(300), "a".repeat(100)],
  ])("of the file for %s: %s", (key, stem) => expect(fileStem(key)).toBe(stem));

  it("of files are safe, whatever the key", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (key) => {
        expect(fileStem(key)).toMatch(/^[A-Za-z0-9_-]{1,101}$/);
      }),
    );
  });
});

describe("the first line", () => {
  const text = stamped(printed({ key: "signups" }));

  it("tells who wrote the rest", () => {
    expect(text).toMatch(/^\/\/ pulled by posthog-definitions; [0-9a-f]{16}\nimport /);
    expect(stampOf(text)).toBe("written");
    expect(stampOf(text.replace("signups", "others"))).toBe("edited");
    expect(stampOf(`${text}\n`)).toBe("edited");
    expect(stampOf(text.slice(text.indexOf("\n") + 1))).toBe("foreign");
    expect(stampOf("")).toBe("foreign");
  });

  it("does not mind what git does to line ends", () => {
    expect(stampOf(text.replaceAll("\n", "\r\n"))).toBe("written");
  });
});
