// Writes what oclif needs to know of the commands for help and completion, so that it need not load them.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Plugin, settings } from "@oclif/core";

settings.enableAutoTranspile = false;
const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const plugin = new Plugin({
  root,
  isRoot: true,
  ignoreManifest: true,
  errorOnManifestCreate: true,
  respectNoCacheDefault: true,
});
await plugin.load();
writeFileSync(`${root}/oclif.manifest.json`, `${JSON.stringify(plugin.manifest, null, 2)}\n`);
