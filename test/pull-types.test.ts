/** What `pull` prints of queries passes the type checker, whatever the query. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { QueryNode } from "@posthog-definitions/queries/schema";
import { insightQuery, shortenQuery } from "@posthog-definitions/queries/schema";
import { printFile } from "@posthog-definitions/printer";
import fc from "fast-check";
import ts from "typescript";
import { expect, it } from "vitest";
import { query as anyQuery } from "../packages/queries/test/arbitrary.js";
import { examples } from "../packages/queries/test/corpus/index.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** A file as `pull` writes it. */
const fileOf = (query: QueryNode): string =>
  printFile(
    {
      address: "insight.a",
      name: "a",
      factory: { name: "insight", from: "@posthog-definitions/plugin-insights" },
      input: { key: "a", name: "A", query: shortenQuery(query) },
    },
    { moduleOf: () => "@posthog/definitions", definition: () => undefined },
  );

/** What the compiler says of files that stand beside this one, with the settings of this repository. */
function problemsOf(files: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, language, ...rest) => {
    const text = files.get(name);
    return text === undefined
      ? getSourceFile.call(host, name, language, ...rest)
      : ts.createSourceFile(name, text, language);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((name) => {
    const source = program.getSourceFile(name)!;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => `${ts.flattenDiagnosticMessageText(messageText, "\n")}\n${files.get(name)}`);
  });
}

it("queries of every source, and generated ones", { timeout: 120_000 }, () => {
  const queries = [...examples.map(({ query }) => query), ...fc.sample(anyQuery, { numRuns: 150, seed: 7 })];
  const files = new Map(
    queries.map((query, i) => [join(root, "test", `pulled-${i}.ts`), fileOf(insightQuery.parse(query))]),
  );
  expect(problemsOf(files)).toEqual([]);
  const wrong = new Map([
    [join(root, "test", "pulled-wrong.ts"), fileOf({ kind: "DataTableNode" }).replace("raw", "trends")],
  ]);
  expect(problemsOf(wrong)).not.toEqual([]);
});
