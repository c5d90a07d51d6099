import { byCodeUnits, type Id, type Ref } from "@posthog-definitions/core";
import { layout, WIDTH } from "./layout.js";
import { exportName, free } from "./names.js";
import { stringLiteral } from "./strings.js";
import { toTree, type Scope } from "./to-tree.js";
import type { Tree } from "./tree.js";

/** A definition on its way to a file of its own. */
export interface Printable {
  readonly address: string;
  /** The constant that the file exports. */
  readonly name: string;
  /** The function that makes it. */
  readonly factory: { readonly name: string; readonly from: string };
  /** What it is called with: plain data, references, secrets by name, and calls. */
  readonly input: object;
  /** The row that is to become its own. */
  readonly adopt?: Id;
  /** The environment in which that is its id. Default: there is one project. */
  readonly environment?: string;
}

/** Where the file finds what it needs. */
export interface Surroundings {
  /** The module from which a package's exports are imported here. */
  moduleOf(from: string): string;
  /** The module and the name of another definition, as this file imports them. */
  definition(ref: Ref): { readonly module: string; readonly name: string } | undefined;
}

/** The text of a file with one definition: imports, the definition, and the row that it takes over. */
export function printFile(printable: Printable, surroundings: Surroundings): string {
  const imports = new Imports(printable, surroundings);
  const { name, factory, input, adopt, address, environment } = printable;
  const made = statement(name, {
    type: "call",
    callee: imports.ours(factory.name, factory.from),
    args: [expanded(toTree(input, imports))],
  });
  const adoption =
    adopt === undefined
      ? []
      : [
          statement("adoption", {
            type: "call",
            callee: imports.ours("adopt", "@posthog-definitions/core"),
            args: [
              toTree(address, imports),
              environment === undefined
                ? toTree(adopt, imports)
                : {
                    type: "call",
                    callee: imports.ours("perEnvironment", "@posthog-definitions/core"),
                    args: [toTree({ [environment]: adopt }, imports)],
                  },
            ],
          }),
        ];
  return `${[imports.text(), made, ...adoption].join("\n\n")}\n`;
}

/** A definition's own fields each stand on a line, however few there are. */
const expanded = (tree: Tree): Tree => (tree.type === "object" ? { ...tree, open: true } : tree);

function statement(name: string, value: Tree): string {
  const begin = `export const ${name} = `;
  return `${begin}${layout(value, 0, begin.length, 1)};`;
}

class Imports implements Scope {
  /** By module: what is imported, and as what. */
  private readonly modules = new Map<string, Map<string, string>>();
  private readonly names: Set<string>;

  constructor(
    own: Printable,
    private readonly surroundings: Surroundings,
  ) {
    this.names = new Set([own.name, "adoption"]);
  }

  ours(name: string, from: string): string {
    return this.imported(this.surroundings.moduleOf(from), name, name);
  }

  definition(ref: Ref): string | undefined {
    const found = this.surroundings.definition(ref);
    if (!found) return undefined;
    const withKind = exportName(ref.$ref, `${found.name === "default" ? ref.key : found.name} ${ref.$ref}`, this.names);
    const plain = found.name === "default" || this.names.has(found.name) ? withKind : found.name;
    return this.imported(found.module, found.name, plain);
  }

  private imported(module: string, name: string, wanted: string): string {
    const names = this.modules.get(module) ?? new Map<string, string>();
    this.modules.set(module, names);
    const known = names.get(name);
    if (known !== undefined) return known;
    const as = free(wanted, (each) => this.names.has(each));
    this.names.add(as);
    names.set(name, as);
    return as;
  }

  text(): string {
    return [...this.modules]
      .sort(([a], [b]) => Number(a.startsWith(".")) - Number(b.startsWith(".")) || byCodeUnits(a, b))
      .map(([module, names]) => importLine(module, names))
      .join("\n");
  }
}

function importLine(module: string, names: ReadonlyMap<string, string>): string {
  const parts = [...names]
    .filter(([name]) => name !== "default")
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([name, as]) => (name === as ? name : `${name} as ${as}`));
  const whole = names.get("default");
  const before = `import ${whole === undefined ? "" : parts.length === 0 ? `${whole} ` : `${whole}, `}`;
  const from = `from ${stringLiteral(module)};`;
  const line = `${before}${parts.length === 0 ? "" : `{ ${parts.join(", ")} } `}${from}`;
  // Prettier never cuts a line with one name.
  return line.length <= WIDTH || names.size === 1
    ? line
    : `${before}{\n${parts.map((part) => `  ${part},\n`).join("")}} ${from}`;
}
