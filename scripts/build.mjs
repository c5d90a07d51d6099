// Builds every package: programs by turbo, then the declarations of all of them.
import { declarations } from "./declarations.mjs";
import { pnpm } from "./steps.mjs";

pnpm("exec", "turbo", "run", "build", "--output-logs=errors-only");
declarations();
