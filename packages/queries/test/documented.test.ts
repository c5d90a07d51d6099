import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL("../src/types/", import.meta.url));

/** `Interface.field` and exported names that nobody has explained. Nested object types count too. */
function unexplained(name: string): string[] {
  const source = ts.createSourceFile(name, readFileSync(folder + name, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node, within: string): void => {
    const named = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isPropertySignature(node);
    const path = named ? `${within}${within ? "." : ""}${node.name.getText(source)}` : within;
    if (named && ts.getJSDocCommentsAndTags(node).length === 0) found.push(path);
    ts.forEachChild(node, (child) => visit(child, path));
  };
  visit(source, "");
  return found;
}

describe("every type and every field has a comment that editors show", () => {
  test.each(readdirSync(folder))("%s", (name) => expect(unexplained(name)).toEqual([]));
});
