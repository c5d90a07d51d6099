import { dual, esm } from "../../tsup.base.js";

export default [
  esm(["index", "commands"], {
    entry: { index: "src/index.ts", commands: "src/commands.ts", "not-found": "src/oclif/not-found.ts" },
    clean: false,
  }),
  // Users' `posthog.config.ts` imports this one.
  dual(["config"], { clean: false }),
];
