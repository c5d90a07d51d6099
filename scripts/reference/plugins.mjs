import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../steps.mjs";

/** Every first-party plugin with its kinds, from its build. */
export async function plugins() {
  const folders = readdirSync(join(root, "packages")).filter(
    (name) => name.startsWith("plugin-") && existsSync(join(root, "packages", name, "package.json")),
  );
  return Promise.all(
    folders.sort().map(async (folder) => {
      const at = join(root, "packages", folder);
      const built = join(at, "dist/kind.js");
      if (!existsSync(built)) throw new Error(`packages/${folder} is not built; run \`npm run build\` first.`);
      const { name } = JSON.parse(readFileSync(join(at, "package.json"), "utf8"));
      const { default: kinds } = await import(pathToFileURL(built).href);
      const readme = `packages/${folder}/README.md`;
      return { folder, name, kinds, readme: existsSync(join(root, readme)) ? readme : undefined };
    }),
  );
}
