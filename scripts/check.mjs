// What CI asks beside the tests: types, lint, formatting, and what would be published.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, install, root, run, tool } from "./steps.mjs";

install();
build();
run(tool("tsc"), ["--noEmit", "-p", "tsconfig.json"]);
run(tool("eslint"), [".", "--max-warnings", "0"]);
run(tool("prettier"), ["--check", "--log-level", "warn", "."]);
run(process.execPath, ["scripts/reference.mjs", "--check"]);
run(process.execPath, ["scripts/api.mjs", "--check"]);

for (const group of ["packages", "apps"])
  for (const name of readdirSync(join(root, group))) {
    const folder = join(group, name);
    const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    if (manifest.private) continue;
    run(tool("publint"), ["--strict", "--pack", "npm", folder]);
    // Packages that run in Node alone are ESM alone: that a CommonJS program cannot require their types is no news.
    const dual = Boolean(manifest.exports["."].require);
    run(tool("attw"), ["--pack", folder, "--profile", dual ? "node16" : "esm-only", "--quiet"]);
  }
