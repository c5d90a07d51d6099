import { defineConfig } from "tsup";

const shared = (entries) => ({
  entry: Object.fromEntries(entries.map((entry) => [entry, `src/${entry}.ts`])),
  target: "node20.20",
  clean: true,
  sourcemap: false,
  treeshake: true,
});

/** Packages that run in Node only: ESM. Declarations are made for all packages at once, by scripts/declarations.mjs. */
export const esm = (entries, more = {}) => defineConfig({ ...shared(entries), format: ["esm"], ...more });

/** Packages that user code imports: ESM and CommonJS. */
export const dual = (entries, more = {}) => defineConfig({ ...shared(entries), format: ["esm", "cjs"], ...more });
