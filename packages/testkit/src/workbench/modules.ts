import { Script } from "node:vm";

/** What a module exports, by name. */
export type Module = Readonly<Record<string, unknown>>;

const IMPORT = /^import \{([^}]*)\} from "([^"]+)";$/gm;
const EXPORT = /^export const (\w+) = /gm;

/**
 * Runs source files as they are printed: named imports, of each other or of ours, and exported constants. That needs no
 * compiler, and nothing on disk.
 *
 * @param ours - what packages export, by name.
 */
export function runModules(files: ReadonlyMap<string, string>, ours: Module): ReadonlyMap<string, Module> {
  const modules = new Map<string, Record<string, unknown>>();
  const run = (file: string): Module => {
    const known = modules.get(file);
    if (known) return known;
    const source = files.get(file);
    if (source === undefined) throw new Error(`There is no file ${file}.`);
    const exported: Record<string, unknown> = {};
    modules.set(file, exported);
    const scope: Record<string, unknown> = {};
    for (const [, names = "", from = ""] of source.matchAll(IMPORT)) {
      const module = from.startsWith(".") ? run(resolved(file, from)) : ours;
      for (const name of names.split(",").map((each) => each.trim())) {
        if (name === "") continue;
        const [its, here = its] = name.split(" as ") as [string, string?];
        if (!(its in module)) throw new Error(`${file}: ${from} exports no ${its}.`);
        scope[here] = module[its];
      }
    }
    const body = source.replace(IMPORT, "").replace(EXPORT, "const $1 = exports.$1 = ");
    const names = Object.keys(scope);
    const script = new Script(`(function (exports, ${names.join(", ")}) { "use strict";\n${body}\n})`, {
      filename: file,
    });
    (script.runInThisContext() as (...args: unknown[]) => void)(exported, ...names.map((name) => scope[name]));
    return exported;
  };
  for (const file of files.keys()) run(file);
  return modules;
}

/** `a/b.ts`, `../c/d` → `c/d.ts` */
function resolved(from: string, to: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const step of to.split("/")) {
    if (step === "..") parts.pop();
    else if (step !== ".") parts.push(step);
  }
  return `${parts.join("/")}.ts`;
}
