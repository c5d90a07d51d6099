import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, tool } from "../scripts/steps.mjs";

const settings = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: "es2023",
    module: "nodenext",
    moduleResolution: "nodenext",
    types: [],
  },
  include: ["posthog"],
};

/** Type-checking the example company, as a user's project does, beside a project that does nothing but import zod. */
export async function types() {
  const company = project({ "@posthog/definitions": join(root, "packages/definitions") });
  cpSync(join(root, "apps/example/posthog"), join(company, "posthog"), { recursive: true });
  // The example's own imports have no extensions: it is bundled, and checked as what is bundled is.
  configure(company, { module: "esnext", moduleResolution: "bundler" });
  const bare = project({ zod: join(root, "node_modules/zod") });
  writeFileSync(
    join(bare, "posthog/index.ts"),
    `import { z } from "zod";\nexport const spec = z.object({ key: z.string() });\n`,
  );
  const ratios = Array.from({ length: 5 }, () => {
    const theirs = check(bare);
    return check(company) / theirs;
  }).sort((a, b) => a - b);
  for (const folder of [company, bare]) rmSync(folder, { recursive: true, force: true });
  return [
    {
      what: "type-checking the example company",
      measured: ratios[2],
      bar: { most: 3, show: (n) => `${n.toFixed(2)} × a project that imports zod` },
    },
  ];
}

function project(dependencies) {
  const folder = mkdtempSync(join(tmpdir(), "bench-types-"));
  mkdirSync(join(folder, "posthog"));
  for (const [name, target] of Object.entries(dependencies)) {
    mkdirSync(join(folder, "node_modules", name, ".."), { recursive: true });
    symlinkSync(target, join(folder, "node_modules", name), "dir");
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", dependencies }));
  configure(folder, {});
  return folder;
}

function configure(folder, options) {
  const compilerOptions = { ...settings.compilerOptions, ...options };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ ...settings, compilerOptions }));
}

function check(folder) {
  const start = performance.now();
  const { status, stdout } = spawnSync(tool("tsc"), ["-p", folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(stdout);
  return performance.now() - start;
}
