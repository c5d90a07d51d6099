import { mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository, write } from "./packed.js";

/** The built command line. */
export const program = join(repository, "packages/definitions/bin/posthog-definitions.js");

/** A project in a folder of its own that has this repository's build of `@posthog/definitions` installed, as a link. */
export function linkedProject(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "project-")));
  mkdirSync(join(folder, "node_modules/@posthog"), { recursive: true });
  symlinkSync(join(repository, "packages/definitions"), join(folder, "node_modules/@posthog/definitions"), "dir");
  const dependencies = { "@posthog/definitions": "*" };
  const manifest = { name: "a-project", private: true, type: "module", dependencies };
  write(folder, { "package.json": JSON.stringify(manifest), ...files });
  return folder;
}
