import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { repository } from "./support/packed.js";

const docs = readdirSync(join(repository, "docs"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .map((name) => join(repository, "docs", name));

it("the reference pages are what the code says", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/reference.mjs", "--check"], {
    cwd: repository,
    encoding: "utf8",
  });
  expect(stdout + stderr).toBe("All reference pages are current.\n");
  expect(status).toBe(0);
});

describe("the contract of a kind", () => {
  const page = readFileSync(join(repository, "docs/plugins/contract.md"), "utf8");
  const sections = new Map(
    page.split(/^(?=##+ )/m).map((section) => [/^##+ (.*)$/m.exec(section)?.[1] ?? "", section] as const),
  );
  const interfaces = ["kind", "facet", "api", "identity", "roads"].flatMap((name) => {
    const file = join(repository, `packages/core/src/kind/${name}.ts`);
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
    return source.statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one] as const);
  });

  it.each(interfaces)("%s: every member is on its page", (name, { members }) => {
    expect(members.length).toBeGreaterThan(0);
    const section = sections.get(name) ?? "";
    const lost = members
      .map((member) => member.name!.getText())
      .filter((member) => !section.includes(`| \`${member}\``) && !section.includes(`**\`${member}(`));
    expect(lost).toEqual([]);
  });
});

describe("links in the docs lead somewhere", () => {
  it.each(docs.map((file) => [relative(repository, file), file]))("%s", (_name, file) => {
    const lost = linksOf(file).filter(({ to, anchor }) => {
      const target = to === "" ? file : join(dirname(file), to);
      return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).has(anchor));
    });
    expect(lost).toEqual([]);
  });
});

function linksOf(file: string): { to: string; anchor?: string }[] {
  const links = readFileSync(file, "utf8").matchAll(/\]\(([^)#\s]*)(?:#([^)\s]+))?\)/g);
  return [...links].map(([, to = "", anchor]) => ({ to, anchor })).filter(({ to }) => !/^\w+:/.test(to));
}

/** As GitHub makes them of headings. */
function anchorsOf(file: string): Set<string> {
  const headings = readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, text]) =>
      text!
        .toLowerCase()
        .replace(/[^\w\s-]/g, "")
        .replace(/\s/g, "-"),
    ),
  );
}
