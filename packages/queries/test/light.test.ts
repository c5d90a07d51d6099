import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const CORE = "@posthog-definitions/core";

/** What a file imports when it runs: neither types nor anything that is only named. */
function importsOf(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
  const isOfTypes = (node: ts.ImportDeclaration | ts.ExportDeclaration): boolean =>
    ts.isImportDeclaration(node) ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword : node.isTypeOnly;
  return source.statements.flatMap((node) =>
    (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
    node.moduleSpecifier &&
    ts.isStringLiteral(node.moduleSpecifier) &&
    !isOfTypes(node)
      ? [node.moduleSpecifier.text]
      : [],
  );
}

/** Every file that comes along, and every package that is not ours. */
function reach(entry: string, files = new Set<string>(), packages = new Set<string>()) {
  if (files.has(entry)) return { files, packages };
  files.add(entry);
  for (const name of importsOf(entry)) {
    if (name.startsWith("."))
      reach(fileURLToPath(new URL(name.replace(/\.js$/, ".ts"), `file://${entry}`)), files, packages);
    else if (name === CORE) reach(fileURLToPath(new URL("../../core/src/index.ts", import.meta.url)), files, packages);
    else packages.add(name);
  }
  return { files, packages };
}

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

test("the builders bring no other package, and nothing of the schemas, into an application", () => {
  const { files, packages } = reach(file("../src/index.ts"));
  expect([...packages]).toEqual([]);
  expect([...files].filter((path) => path.includes("/schema"))).toEqual([]);
  expect(files).toContain(file("../src/build/trends.ts"));
});

test("the schemas do bring zod, so that it would be seen", () => {
  expect([...reach(file("../src/schema.ts")).packages]).toContain("zod");
});
