/** The same as people read it in a terminal. */
import type { Emulator } from "@posthog-definitions/emulator";
import { describe, expect, it } from "vitest";
import { file, refusal, run, type Broken } from "../support/broken.js";

describe("as text", () => {
  const print = async (given: Partial<Broken>, ...args: string[]) => {
    const { code, stdout, stderr } = await run(given, args);
    return `exit ${code}\n${stdout}${stderr}`;
  };

  it("a mistake stands in its line, with what to do", async () => {
    const files = {
      "a.ts": file(`featureFlag({ key: "a", rollout: 10, actve: true });`),
      "b.ts": `export const = 3;\n`,
    };
    expect(await print({ files }, "validate")).toMatchInlineSnapshot(`
      "exit 1
      error: There is no field \`actve\`.  [unknown-field]
        at posthog/a.ts:2:53 · feature-flag.a
        1 │ import { dashboard, env, featureFlag, insight, lookup, ref, trends } from "@posthog/definitio…
        2 │ export default featureFlag({ key: "a", rollout: 10, actve: true });
          │                                                     ^
        → Did you mean \`active\`?

      error: Expected identifier but found "=".  [syntax-error]
        at posthog/b.ts:1:14
        1 │ export const = 3;
          │              ^

      2 errors
      "
    `);
  });

  it("an import of a plugin that is not installed says how to install it", async () => {
    const files = {
      "a.ts": `import { survey } from "@posthog-definitions/plugin-surveys";\nexport default survey({});\n`,
    };
    expect(await print({ files }, "plan")).toMatchInlineSnapshot(`
      "exit 5
      error: "@posthog-definitions/plugin-surveys" is not installed.  [plugin-missing]
        at posthog/a.ts:1:24
        1 │ import { survey } from "@posthog-definitions/plugin-surveys";
          │                        ^
        2 │ export default survey({});
        → Install it: npm install --save-dev @posthog-definitions/plugin-surveys
      "
    `);
  });

  it("a line of .env is not repeated, since a key may stand in it", async () => {
    const beside = { ".env": "phx_pasted_without_its_name\n" };
    expect(await print({ beside }, "plan")).toMatchInlineSnapshot(`
      "exit 3
      error: This line is no NAME=value.  [config-invalid]
        at .env:1:1
        → Start it with # to make it a comment.
      "
    `);
  });

  it("a refused write is told beside its definition", async () => {
    const posthog = ({ faults }: Emulator) => faults.add(refusal);
    expect(await print({ posthog }, "apply", "--yes")).toMatchInlineSnapshot(`
      "exit 2
      + feature-flag.right  create
          posthog/a.ts:2:16
            filters  { groups: [{ properties: [], rollout_percentage: 10 }] }
            key      "right"

      Plan: 1 to create.
      Applying it sends 1 request.

      ✗ feature-flag.right  could not create
          error: POST /api/projects/1/feature_flags/ was answered with 400: Not every share will do.
            (field \`filters.groups\`)  [request-refused]
            at posthog/a.ts:2:44 · feature-flag.right
            1 │ import { dashboard, env, featureFlag, insight, lookup, ref, trends } from "@posthog/defin…
            2 │ export default featureFlag({ key: "right", rollout: 10 });
              │                                            ^

      Not all applied: 1 failed. 1 request (0 reads, 1 write).
      What is not done is taken up by the next apply.
      "
    `);
  });
});
