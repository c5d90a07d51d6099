import { defineConfig, type Options } from "tsup";

const shared: Options = { target: "node20.20", dts: true };

export default defineConfig([
  // What definition files and applications import, and the kind, for the command line: both for ESM and CommonJS.
  { ...shared, entry: { index: "src/index.ts", kind: "src/kind.ts" }, format: ["esm", "cjs"] },
  // The command line loads it for `--local` and `dev`. What it uses of the emulator is copied in, so nobody has to install that.
  { ...shared, entry: { emulator: "src/emulator.ts" }, format: ["esm"], noExternal: ["@posthog-definitions/emulator"] },
]);
