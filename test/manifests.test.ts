/** What every package says in its `package.json` is what its sources need. */
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { repository } from "./support/packed.js";

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly posthogDefinitions?: { readonly kinds: readonly string[] };
}

const packages = ["packages", "apps"]
  .flatMap((group) => readdirSync(join(repository, group)).map((name) => join(repository, group, name)))
  .map((folder) => ({
    folder,
    manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest,
  }))
  .filter(({ manifest }) => !manifest.private);
const manifests = new Map(packages.map(({ manifest }) => [manifest.name, manifest]));

/** The packages that the sources in a folder import, types and lazy imports among them. */
function imported(folder: string): string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (from && ts.isStringLiteral(from) && !from.text.startsWith(".") && !isBuiltin(from.text))
      found.add(/^(@[^/]+\/)?[^/]+/.exec(from.text)![0]);
    ts.forEachChild(node, visit);
  };
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (name.endsWith(".ts"))
      visit(ts.createSourceFile(name, readFileSync(join(folder, name), "utf8"), ts.ScriptTarget.Latest));
  return [...found].sort();
}

const enginesOf = (folder: string, name: string): string =>
  (
    JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8")) as {
      readonly engines?: { readonly node?: string };
    }
  ).engines?.node ?? "*";

/** Ranges are alternatives, each with its lowest version first: `^20.20.0 || >=22.12.0`. */
const runsOn20 = (engines: string): boolean =>
  engines.split("||").some((range) => Number(/\d+/.exec(range)?.[0] ?? 0) <= 20);

describe.each(packages.map(({ folder, manifest }) => [manifest.name, folder, manifest] as const))(
  "%s",
  (_, folder, { dependencies = {}, peerDependencies = {}, posthogDefinitions }) => {
    const named = { ...dependencies, ...peerDependencies };

    it("names every package that it imports, and no other of ours", () => {
      const needed = imported(join(folder, "src"));
      expect(needed.filter((name) => !(name in named))).toEqual([]);
      if ((posthogDefinitions?.kinds.length ?? 0) > 0)
        expect(Object.keys(named).filter((name) => !needed.includes(name))).toEqual([]);
    });

    it("passes on the peers of what it depends on, or brings them", () => {
      const peers = Object.keys(dependencies).flatMap((name) =>
        Object.keys(manifests.get(name)?.peerDependencies ?? {}),
      );
      expect(peers.filter((name) => !(name in named))).toEqual([]);
    });

    it("depends on nothing that needs a newer Node than it says itself", () => {
      const needs = Object.keys(dependencies)
        .filter((name) => !manifests.has(name))
        .map((name) => [name, enginesOf(folder, name)] as const);
      expect(needs.filter(([, engines]) => !runsOn20(engines))).toEqual([]);
    });

    it.runIf(posthogDefinitions && posthogDefinitions.kinds.length > 0)("has zod as a peer, as every plugin", () => {
      expect(peerDependencies).toHaveProperty("zod");
      expect(dependencies).not.toHaveProperty("zod");
    });
  },
);
