// What CI asks beside the tests: types, lint, formatting, and what would be published.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, install, pnpm, root } from "./steps.mjs";

install();
build();
pnpm("exec", "tsc", "--noEmit", "-p", "tsconfig.json");
pnpm("exec", "eslint", ".", "--max-warnings", "0");
pnpm("exec", "prettier", "--check", "--log-level", "warn", ".");

for (const group of ["packages", "apps"])
  for (const name of readdirSync(join(root, group))) {
    const folder = join(group, name);
    const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    if (manifest.private) continue;
    pnpm("exec", "publint", "--strict", "--pack", "pnpm", folder);
    // Packages that run in Node alone are ESM alone: that a CommonJS program cannot require their types is no news.
    const dual = Boolean(manifest.exports["."].require);
    pnpm("exec", "attw", "--pack", folder, "--profile", dual ? "node16" : "esm-only", "--quiet");
  }
