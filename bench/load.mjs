import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
const program = `
  import { load } from ${JSON.stringify(join(repository, "packages/loader/dist/index.js"))};
  const start = performance.now();
  const { definitions, diagnostics } = await load({ root: process.cwd(), dir: "posthog" });
  const took = performance.now() - start;
  if (diagnostics.length > 0 || definitions.length !== 1000 || definitions.some((one) => !one.place)) throw new Error(JSON.stringify(diagnostics));
  console.log(JSON.stringify({ took, memory: process.memoryUsage.rss() }));
`;

/** 1,000 files in a fresh process, with the place of each call. */
export async function load() {
  const folder = mkdtempSync(join(tmpdir(), "bench-load-"));
  mkdirSync(join(folder, "posthog"));
  mkdirSync(join(folder, "node_modules/@posthog"), { recursive: true });
  symlinkSync(join(repository, "packages/definitions"), join(folder, "node_modules/@posthog/definitions"));
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ type: "module", dependencies: { "@posthog/definitions": "*" } }),
  );
  for (let i = 0; i < 1000; i++)
    writeFileSync(
      join(folder, "posthog", `flag-${i}.ts`),
      `import { featureFlag } from "@posthog/definitions";\nexport default featureFlag({ key: "flag-${i}", rollout: 10 });\n`,
    );
  const runs = Array.from({ length: 3 }, () =>
    JSON.parse(
      execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: folder, encoding: "utf8" }),
    ),
  ).sort((a, b) => a.took - b.took);
  rmSync(folder, { recursive: true, force: true });
  return [
    { what: "loading 1,000 files", measured: Math.round(runs[1].took), bar: { most: 600, show: (n) => `${n} ms` } },
    {
      what: "memory of the process that did",
      measured: Math.round(runs[1].memory / 1e6),
      bar: { most: 150, show: (n) => `${n} MB` },
    },
  ];
}
