/** That the report of public types shows every change that somebody could feel, and none that nobody can. */
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { changes } from "../scripts/api/changes.mjs";
import { surfaces } from "../scripts/api/surface.mjs";
import { write } from "./support/packed.js";

const files = {
  "package.json": JSON.stringify({ name: "a" }),
  "index.d.ts": `
    import type { Inner } from "./inner.js";
    /** A comment. */
    export interface Thing { readonly name: string; readonly inner?: Inner }
    export declare const words: "b" | "a";
    export declare const shape: { b: 1; a: 2 };
    export declare function make(name: string): Thing;
    export declare function make(name: string, more: number): Thing;
    export { helper as help } from "./inner.js";
    declare const list: Thing[];
    export default list;
    interface Unseen { readonly nobody: true }`,
  "inner.d.ts": `
    export interface Inner { readonly depth: number }
    export interface Elsewhere { readonly unseen: true }
    export declare function helper(): void;`,
};

type File = "index.d.ts" | "inner.d.ts";
const visible: readonly (readonly [string, File, string, string, Partial<ReturnType<typeof changes>>])[] = [
  ["an export that goes", "index.d.ts", "export declare const words", "declare const words", { removed: ["words"] }],
  ["one that comes", "index.d.ts", "interface Unseen", "export interface Unseen", { added: ["Unseen"] }],
  ["another name of one", "index.d.ts", "helper as help", "helper as aid", { changed: ["helper"] }],
  ["a field that becomes optional", "index.d.ts", "name: string;", "name?: string;", { changed: ["Thing"] }],
  ["another parameter of an overload", "index.d.ts", "more: number", "more?: number", { changed: ["make"] }],
  ["another word", "index.d.ts", `"b" | "a"`, `"b" | "c"`, { changed: ["words"] }],
  ["a type that is not exported itself", "inner.d.ts", "depth: number", "depth: string", { changed: ["Inner"] }],
  [
    "another default",
    "index.d.ts",
    "declare const list: Thing[]",
    "declare const list: string[]",
    { changed: ["list"] },
  ],
];
const invisible: readonly (readonly [string, File, string, string])[] = [
  ["a comment", "index.d.ts", "A comment.", "Another."],
  ["the order of a union", "index.d.ts", `"b" | "a"`, `"a" | "b"`],
  ["the order of members", "index.d.ts", "{ b: 1; a: 2 }", "{ a: 2; b: 1 }"],
  ["what is neither exported nor led to", "index.d.ts", "nobody: true", "nobody: false"],
  ["what another file exports to it alone", "inner.d.ts", "unseen: true", "unseen: false"],
];

/** All at once: a program for each would read TypeScript's own declarations again. */
const [base, ...others] = surfaces(
  [undefined, ...visible, ...invisible].map((edit) => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "api-")));
    write(folder, files);
    if (edit) {
      const [, file, from, to] = edit;
      expect(files[file]).toContain(from);
      write(folder, { [file]: files[file].replace(from, to) });
    }
    return { name: "a", short: "a", folder, entries: [{ entry: ".", file: join(folder, "index.d.ts") }] };
  }),
).map(({ entries }) => `## \`a\`\n\n\`\`\`ts\n${entries[0]!.text}\n\`\`\`\n`);
const none = { removed: [], changed: [], added: [] };

it("holds every export, and what these lead to", () => {
  expect(base).toMatchInlineSnapshot(`
    "## \`a\`

    \`\`\`ts
    export interface Thing {
        readonly name: string;
        readonly inner?: Inner;
    }

    declare const list: Thing[];
    export default list;

    declare function helper(): void;
    export { helper as help };

    export declare function make(name: string): Thing;
    export declare function make(name: string, more: number): Thing;

    export declare const shape: {
        a: 2;
        b: 1;
    };

    export declare const words: "a" | "b";

    // not exported
    interface Inner {
        readonly depth: number;
    }
    \`\`\`
    "
  `);
});

it.each(visible.map((edit, i) => [edit[0], others[i]!, edit[4]] as const))("shows %s", (_, after, found) => {
  expect(changes(base!, after)).toEqual({ ...none, ...found });
});

it.each(invisible.map((edit, i) => [edit[0], others[visible.length + i]!] as const))("does not show %s", (_, after) => {
  expect(changes(base!, after)).toEqual(none);
});
