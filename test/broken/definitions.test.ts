/** Definitions that are wrong: each mistake has a code, a place, a reason and advice. */
import type { Output } from "@posthog-definitions/render";
import { describe, expect, it } from "vitest";
import { IMPORT, outputIn, run, told, type Said } from "../support/broken.js";

const query = `trends({ series: [{ event: "signed up" }] })`;

describe("a definition", () => {
  /** Text of a file, and what is said of it. All files lie side by side in one project, so each also shows that no mistake hides another. */
  const files: Record<string, readonly [text: string, ...says: Said[]]> = {
    "wrong-type.ts": [
      `export default featureFlag({ key: "wrong-type", rollout: 10, active: "yes" });`,
      ["invalid-field", "2:62", '`active` must be a boolean, got "yes".'],
    ],
    "wrong-choice.ts": [
      `export default featureFlag({ key: "wrong-choice", rollout: 10, evaluation_runtime: "sever" });`,
      [
        "invalid-field",
        "2:64",
        '`evaluation_runtime` must be one of "server", "client", "all", got "sever".',
        'Did you mean "server"?',
      ],
    ],
    "unknown-nested.ts": [
      `export default dashboard({
  key: "unknown-nested",
  name: "A",
  tiles: [{ insight: insight({ key: "unknown-nested", name: "A", query: ${query} }), layot: { x: 0, y: 0, w: 6, h: 4 } }],
});`,
      ["unknown-field", "5:122", "`tiles.0` has no field `layot`.", "Did you mean `layout`?"],
    ],
    "unknown-in-builder.ts": [
      `export default insight({ key: "unknown-in-builder", name: "A", query: trends({ series: [{ evnt: "x" }] }) });`,
      ["missing-field", "2:89", "`query.series.0.event` is required (a string)."],
      ["unknown-field", "2:91", "`query.series.0.evnt`: there is no such field; did you mean `event`?"],
    ],
    "missing-field.ts": [
      `export default insight({ key: "missing-field", name: "A" });`,
      ["missing-field", "2:16", "`query` is required: a query, such as `trends({ … })`."],
    ],
    "first.ts": [`export default featureFlag({ key: "twice", rollout: 10 });`],
    "second.ts": [
      `export default featureFlag({ key: "twice", rollout: 20 });`,
      [
        "duplicate-key",
        "2:30",
        "feature-flag.twice is defined twice: also at posthog/first.ts:2:16.",
        "Give one of them another key, or export one object and use it in both places.",
      ],
    ],
    "lower-case.ts": [`export default insight({ key: "signups", name: "A", query: ${query} });`],
    "upper-case.ts": [
      `export default insight({ key: "Signups", name: "A", query: ${query} });`,
      [
        "case-only-difference",
        "2:26",
        "insight.Signups and insight.signups (posthog/lower-case.ts:2:16) differ in case alone, which PostHog folds.",
        "Give one of them another key.",
      ],
    ],
    "same-tile.ts": [
      `const shown = insight({ key: "same-tile", name: "A", query: ${query} });
export default dashboard({ key: "same-tile", name: "A", tiles: [{ insight: shown }, { insight: shown }] });`,
      [
        "invalid-field",
        "3:85",
        "insight.same-tile is on this dashboard twice, and PostHog shows an insight once per dashboard",
      ],
    ],
    "shares.ts": [
      `export default featureFlag({ key: "shares", rollout: 100, variants: { control: 50, test: 40 } });`,
      ["invalid-field", "2:59", "The variants' shares must add up to 100; they add up to 90."],
    ],
    "reserved-tag.ts": [
      `export default featureFlag({ key: "reserved-tag", rollout: 10, tags: ["iac:mine"] });`,
      ["reserved-tag", "2:64", 'The tag "iac:mine" is reserved: `iac:` marks managed rows.'],
    ],
    "ignore.ts": [
      `export default featureFlag({ key: "ignore", rollout: 10, ignore: ["filters.groups", "actve"] });`,
      [
        "invalid-ignore",
        "2:85",
        '`ignore` names "actve", but feature-flag has no field "actve".',
        'Did you mean "active"?',
      ],
    ],
    "alias.ts": [
      `const shown = insight({ key: "alias", name: "A", query: ${query} });
export default dashboard({
  key: "alias",
  name: "A",
  tiles: [{ insight: shown, transparent: true, transparent_background: false }],
});`,
      [
        "alias-conflict",
        "6:48",
        "`tiles.0.transparent_background`: `transparent_background` and `transparent` are two names of one field; use `transparent` alone.",
      ],
    ],
    "circle.ts": [
      `const where = (key: string) => [{ properties: [{ type: "flag", key: ref("feature-flag", key), value: true }] }] as const;
export const one = featureFlag({ key: "circle-one", groups: where("circle-two") });
export const two = featureFlag({ key: "circle-two", groups: where("circle-one") });`,
      [
        "reference-cycle",
        "4:20",
        "These definitions refer to each other in a circle: feature-flag.circle-one → feature-flag.circle-two → feature-flag.circle-one.",
        "None of them could be created first. Take one of the references out.",
      ],
    ],
    "throws.ts": [
      `const price = undefined as unknown as { amount: number };\nexport const amount = price.amount;`,
      [
        "load-failed",
        "3:29",
        "This file threw while it was loaded: TypeError: Cannot read properties of undefined (reading 'amount')",
      ],
    ],
    "syntax.ts": [`export default featureFlag({ key: );`, ["syntax-error", "2:35", 'Unexpected ")".']],
    "syntax-too.ts": [`export const = 3;`, ["syntax-error", "2:14", 'Expected identifier but found "=".']],
    "no-file.ts": [
      `import { signup } from "./lib/evnts.js";\nexport default signup;`,
      [
        "import-not-found",
        "2:24",
        'Cannot find "./lib/evnts.js", which this file imports.',
        'Did you mean "./lib/events.js"?',
      ],
    ],
    "no-name.ts": [
      `import { signup } from "./lib/events.js";\nexport default signup;`,
      ["import-not-found", "2:10", '"posthog/lib/events.ts" does not export "signup".'],
    ],
    "no-factory.ts": [
      `import { featureFlg } from "@posthog/definitions";\nexport default featureFlg({ key: "a" });`,
      [
        "import-not-found",
        "2:10",
        '"@posthog/definitions" 0.0.0 does not export "featureFlg".',
        "Did you mean `featureFlag`?",
      ],
    ],
    "no-package.ts": [
      `import { sum } from "lodash-es";\nexport default sum;`,
      [
        "import-not-found",
        "2:21",
        'Cannot find the package "lodash-es", which this file imports.',
        "Install it: npm install --save-dev lodash-es",
      ],
    ],
    "lib/events.ts": [`export const signups = "signed up";`],
  };

  let shared: Promise<Output> | undefined;
  const validated = () =>
    (shared ??= run(
      { files: Object.fromEntries(Object.entries(files).map(([name, [text]]) => [name, `${IMPORT}${text}\n`])) },
      ["validate", "--json"],
    ).then(outputIn));

  it.each(Object.entries(files))("%s", async (file, [, ...says]) => {
    const { diagnostics } = await validated();
    const about = diagnostics.filter(({ place }) => place?.file === `posthog/${file}`);
    expect(about.map(told)).toEqual(
      says.map(([code, at, ...rest]) => [code, `posthog/${file}:${at}`, ...rest].slice(0, 4)),
    );
  });

  it("ends the run with 1, and every mistake has a place", async () => {
    const { exitCode, diagnostics } = await validated();
    expect(exitCode).toBe(1);
    expect(diagnostics.filter(({ place }) => place === undefined)).toEqual([]);
  });
});
