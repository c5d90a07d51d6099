import type { Config } from "@oclif/core";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "@posthog-definitions/core";
import notFound from "../src/oclif/not-found.js";
import type { Problem } from "../src/problem.js";

const config = {
  bin: "posthog-definitions",
  commands: [{ id: "apply" }, { id: "plan" }, { id: "autocomplete:script" }, { id: "hidden", hidden: true }],
} as unknown as Config;

async function told(id: string): Promise<Diagnostic> {
  const thrown: unknown = await notFound
    .call({} as never, { id, config, context: {} as never })
    .catch((problem: unknown) => problem);
  return (thrown as Problem).diagnostics[0]!;
}

describe("a command that does not exist", () => {
  it("is answered with the one that was probably meant, which is not run", async () => {
    expect(await told("aply")).toMatchObject({
      code: "arguments-invalid",
      hint: "Did you mean: posthog-definitions apply",
    });
    expect(await told("autocomplete:scrpt")).toMatchObject({
      hint: "Did you mean: posthog-definitions autocomplete script",
    });
  });

  it("is answered with all there are where nothing is close", async () => {
    expect(await told("zzzzzzzz")).toMatchObject({ hint: "Commands: apply, plan, autocomplete script." });
  });

  it("may be one that does, with a word too many", async () => {
    expect(await told("plan:growth")).toMatchObject({ message: '`plan` does not take "growth".' });
  });
});
