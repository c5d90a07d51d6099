import js from "@eslint/js";
import tseslint from "typescript-eslint";
import { pluginImports } from "./scripts/lint/plugin-imports.mjs";

/**
 * The walls of the house: which of our own packages each package may import. Everything that is not listed is refused.
 * `plugin-*` stands for every plugin; a plugin may import the factories of plugins whose kinds it refers to.
 */
const walls = {
  "packages/core": [],
  "packages/client": ["core"],
  "packages/loader": ["core"],
  "packages/planner": ["core"],
  "packages/render": ["core"],
  "packages/printer": ["core"],
  "packages/queries": ["core"],
  "packages/executor": ["core", "client", "planner"],
  "packages/testkit": ["core", "client", "planner", "executor", "emulator", "render", "printer"],
  "packages/definitions": ["core", "queries", "cli", "plugin-*"],
  "apps/cli": ["core", "client", "loader", "planner", "executor", "render", "printer", "emulator"],
  "apps/emulator": [],
};

const OURS = "@posthog-definitions/";
const wall = (folder, allowed) => ({
  files: [`${folder}/src/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            // Gitignore-style: everything of ours, except what is listed.
            group: [
              `${OURS}*`,
              `${OURS}*/*`,
              "@posthog/*",
              ...allowed.flatMap((name) => [`!${OURS}${name}`, `!${OURS}${name}/*`]),
            ],
            message: `${folder} may import of our packages: ${allowed.join(", ") || "none"}.`,
          },
          { group: ["**/packages/**", "**/apps/**"], message: "Import a package by its name." },
        ],
      },
    ],
  },
});

/** A plugin describes and never acts: effects come in as arguments. */
const pure = ["fetch", "console", "process", "setTimeout", "setInterval", "performance", "crypto"].map((name) => ({
  name,
  message: "A plugin is pure: no request, console, process, timer or randomness.",
}));

/** A plugin may bring a copy of these packages of its own, whose values the tool must know all the same. */
const ownSymbol = {
  selector: "CallExpression[callee.name='Symbol']",
  message: "Use Symbol.for: another copy of this package has to know it.",
};

export default tseslint.config(
  {
    ignores: [
      "**/dist/**",
      "**/node_modules/**",
      "**/.posthog/**",
      "**/*.cjs",
      "**/templates/**",
      "**/fixtures/**",
      "**/.written-*/**",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      // An index that the line before has just checked is no risk; noUncheckedIndexedAccess would ask for a dead branch.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
      "@typescript-eslint/unified-signatures": "off",
      "@typescript-eslint/no-invalid-void-type": "off",
      "@typescript-eslint/consistent-type-definitions": "off",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  ...Object.entries(walls).map(([folder, allowed]) => wall(folder, allowed)),
  wall("packages/plugin-*", ["core", "queries", "plugin-*"]),
  {
    files: ["packages/plugin-*/{src,test}/**/*.ts"],
    plugins: { ours: { rules: { "plugin-imports": pluginImports } } },
    rules: { "ours/plugin-imports": "error" },
  },
  {
    files: ["packages/plugin-*/src/**/*.ts", "packages/core/src/**/*.ts", "packages/planner/src/**/*.ts"],
    rules: {
      "no-restricted-globals": ["error", ...pure],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "A plugin is pure: no randomness." },
        { object: "Date", property: "now", message: "A plugin is pure: no clock." },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "A plugin is pure: no clock." },
        ownSymbol,
      ],
    },
  },
  { files: ["packages/queries/src/**/*.ts"], rules: { "no-restricted-syntax": ["error", ownSymbol] } },
  {
    files: ["**/test/**", "**/*.test.ts", "scripts/**", "bench/**", "**/*.config.ts", "**/*.js", "**/*.mjs", "test/**"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        Buffer: "readonly",
        performance: "readonly",
        Request: "readonly",
      },
    },
    rules: { "no-console": "off", "no-restricted-imports": "off", "no-restricted-globals": "off" },
  },
);
