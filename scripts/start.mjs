// `npm start`: from a fresh clone to the main job. Installs, builds, then plans and applies the example company to the
// embedded emulator, and plans again to show that nothing is left to do.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build, install, root, run } from "./steps.mjs";

install();
build();

const example = join(root, "apps/example");
rmSync(join(example, ".posthog"), { recursive: true, force: true });
const cli = (...args) => {
  process.stderr.write(`\n$ posthog-definitions ${args.join(" ")}\n`);
  run(process.execPath, [join(root, "packages/definitions/bin/posthog-definitions.js"), ...args], { cwd: example });
};
cli("plan", "--local");
cli("apply", "--local", "--yes");
cli("plan", "--local");
