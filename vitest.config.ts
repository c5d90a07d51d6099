import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const folders = ["packages", "apps"].flatMap((group) =>
  readdirSync(root + group)
    .filter((name) => existsSync(`${root}${group}/${name}/package.json`))
    .map((name) => ({ group, name })),
);

// Tests read the sources, not the builds: one name per package, plus its further entries.
const alias = [
  { find: /^@posthog\/definitions$/, replacement: `${root}packages/definitions/src/index.ts` },
  ...folders.map(({ group, name }) => ({
    find: new RegExp(`^@posthog-definitions/${name}$`),
    replacement: `${root}${group}/${name}/src/index.ts`,
  })),
  ...folders.map(({ group, name }) => ({
    find: new RegExp(`^@posthog-definitions/${name}/(kind|schema|resource)$`),
    replacement: `${root}${group}/${name}/src/$1.ts`,
  })),
];

const project = (name: string, include: string[]) => ({
  resolve: { alias },
  test: {
    name,
    root,
    include,
    isolate: false,
    setupFiles: [`${root}test/support/seed.ts`],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      ...folders.map(({ group, name }) => project(name, [`${group}/${name}/{src,test}/**/*.test.ts`])),
      project("end-to-end", ["test/**/*.test.ts"]),
    ],
  },
});
