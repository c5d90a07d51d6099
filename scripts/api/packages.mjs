import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../steps.mjs";

/** Every package that is published, and the declarations of its entries: `{ name, short, folder, entries: [{ entry, file }] }`. */
export function publishedPackages() {
  return ["packages", "apps"]
    .flatMap((group) => readdirSync(join(root, group)).map((short) => ({ short, folder: join(root, group, short) })))
    .map(({ short, folder }) => ({ short, folder, ...manifestOf(folder) }))
    .filter((one) => !one.private)
    .map(({ short, folder, name, exports }) => ({ name, short, folder, entries: entriesOf(exports, folder) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** Those for `import`; those for `require` are the same under other names. */
const entriesOf = (exports, folder) =>
  Object.entries(exports).flatMap(([entry, conditions]) => {
    const types = conditions.import?.types ?? conditions.types;
    return types === undefined ? [] : [{ entry, file: join(folder, types) }];
  });
