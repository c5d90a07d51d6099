import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What an application's bundler would put into the browser for these lines, and which files it came from. */
async function bundled(code: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: root, loader: "ts" },
    tsconfig: `${root}tsconfig.json`,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    platform: "browser",
    format: "esm",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const [output] = Object.values(metafile.outputs);
  const used = Object.entries(output!.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return {
    text: outputFiles[0]!.text,
    seen: Object.keys(metafile.inputs),
    packages: [...new Set(used.map(([file]) => file.split("/").slice(0, 2).join("/")))].sort(),
  };
}

const app = (from: readonly string[]) => `
  import { createTypedPostHog, eventDefinition } from "${from[0]!}";
  import { propertyGroup } from "${from[1]!}";
  const billing = propertyGroup({ key: "billing", properties: { plan: { type: "String" } } });
  const upgraded = eventDefinition({ key: "upgraded", name: "user upgraded", propertyGroups: [billing] });
  createTypedPostHog((globalThis as any).posthog, [upgraded]).capture("user upgraded", { plan: "pro" });
`;

describe.each([
  [
    "the two packages",
    ["@posthog-definitions/plugin-event-definitions", "@posthog-definitions/plugin-property-groups"],
  ],
  ["everything in one", ["@posthog/definitions", "@posthog/definitions"]],
])("a bundle for the browser, of %s", (_, from) => {
  it("has a few lines of ours, and nothing of the tool", async () => {
    const { text, seen, packages } = await bundled(app(from));
    expect(seen.filter((file) => file.includes("node_modules"))).toEqual([]);
    expect(
      seen.filter((file) => /^apps\/|\/(kind|schema|row|rules)\b/.test(file) && !file.startsWith("packages/queries")),
    ).toEqual([]);
    expect(packages.filter((name) => name.startsWith("packages/"))).toEqual([
      "packages/core",
      "packages/plugin-event-definitions",
      "packages/plugin-property-groups",
    ]);
    expect(text).not.toMatch(/zod|oclif|require\(|from\s*"node:/);
    expect(text.length).toBeLessThan(3000);
  });
});

it("would notice: what brings a kind does not bundle for the browser", async () => {
  await expect(bundled('import "@posthog-definitions/plugin-event-definitions/kind";')).rejects.toThrow("node:crypto");
});
