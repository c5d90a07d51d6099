import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

/** How a template is filled in. */
export interface Filling {
  /** What stands for `__name__`. */
  readonly values: Readonly<Record<string, string>>;
  /** The form that is wanted, of lines that belong to some forms only. */
  readonly form: string;
}

/** What ends a line that belongs to some forms: `//: tag marker`, in Markdown `<!--: tag marker -->`. */
const FORMS = /[ \t]*(?:\/\/:|<!--:) ([a-z -]+?)(?: -->)?$/;

/** A text without the lines of other forms, and with the names filled in. */
export function filled(text: string, { values, form }: Filling): string {
  return text
    .split("\n")
    .flatMap((line) => {
      const forms = FORMS.exec(line);
      if (!forms) return [line];
      return forms[1]!.split(" ").includes(form) ? [line.slice(0, forms.index)] : [];
    })
    .join("\n")
    .replace(/__([a-z_]+?)__/gi, (whole, name: string) => values[name] ?? whole);
}

/** Every file below a folder by its path, filled in. npm would leave a `.gitignore` out, so it is called `_gitignore` here. */
export function filesOf(folder: string, filling: Filling): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((name) => name.split(sep).join("/"))
    .sort((a, b) => (a < b ? -1 : 1));
  return new Map(
    names.map((name) => [
      name.replace(/^_gitignore$/, ".gitignore"),
      filled(readFileSync(join(folder, name), "utf8"), filling),
    ]),
  );
}
