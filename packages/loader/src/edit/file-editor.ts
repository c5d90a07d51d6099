import type { Place } from "@posthog-definitions/core";
import { same } from "@posthog-definitions/core/kind";
import { callAt, parseSource } from "../property-places.js";
import { typescript } from "../typescript.js";
import { FileNames, isMadeOnce, type DefinitionName } from "./file-names.js";
import { Printing, type Print } from "./printing.js";
import { Rewording, type Obstacle, type Way } from "./rewording.js";
import { bare } from "./safe.js";
import { edited, movedTo, overlap, type TextEdit } from "./text-edits.js";

export interface FileEditorOptions {
  /** Absolute. */
  readonly path: string;
  /** As places name it. */
  readonly file: string;
  readonly text: string;
  /** All of the project: references are printed by their names, where the file knows them. */
  readonly definitions: readonly DefinitionName[];
  readonly print: Print;
  /** The module from which a package's exports are imported here. */
  moduleOf(from: string): string;
  /** Whether a package that is not one of ours brings builders. Default: none does. */
  isBuilderPackage?(name: string): boolean;
}

export interface RewordOptions {
  /** Further names of fields. Default: none. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Write nothing of a field of which something cannot be written. Default: `false`. */
  readonly wholeFields?: boolean;
}

interface Attempt {
  readonly way: Way;
  readonly printing: Printing;
  readonly edits: readonly TextEdit[];
  readonly obstacles: readonly Obstacle[];
}

/**
 * Writes values into definitions where they stand, and touches nothing else: only what is plainly written there is
 * changed, and what may mean more than its value (a constant, a spread, something computed) is told instead.
 */
export class FileEditor {
  readonly #edits: TextEdit[] = [];
  readonly #imports: TextEdit[] = [];

  constructor(private readonly options: FileEditorOptions) {}

  /**
   * Makes the definition that is called for at `call` say what is `live`. Of several ways to say it, the one that fits how the file
   * says it now. Gives back what could not be written.
   */
  reword(
    call: Place,
    ways: readonly Way[],
    { aliases = {}, wholeFields = false }: RewordOptions = {},
  ): readonly Obstacle[] {
    const { path, file, text, definitions, print, moduleOf, isBuilderPackage = () => false } = this.options;
    const tree = parseSource(path, text);
    const node = callAt(tree, call);
    const first = node?.arguments[0];
    const input = first && bare(first);
    const whole = (why: string): Obstacle[] =>
      changedKeys(ways[0]).map((key) => ({ path: [key], why, place: call, value: ways[0]!.live[key] }));
    if (!node || !input || !typescript().isObjectLiteralExpression(input))
      return whole("what its factory is given stands elsewhere");
    if (!isMadeOnce(node)) return whole("its definition is made in a function or a loop");
    const attempt = (way: Way): Attempt => {
      const names = new FileNames(tree, path, definitions, isBuilderPackage);
      const printing = new Printing(names, print, moduleOf);
      const rewording = new Rewording({ tree, file, names, printing });
      rewording.input(input, way, aliases);
      return { way, printing, edits: rewording.edits, obstacles: rewording.obstacles };
    };
    const tries = ways.map(attempt);
    const best = tries.reduce((a, b) => (b.obstacles.length < a.obstacles.length ? b : a));
    const { obstacles } = best;
    const { edits, printing } = wholeFields && obstacles.length > 0 ? attempt(without(best)) : best;
    if (edits.some((edit) => this.#edits.some((other) => overlap(edit, other))))
      return whole("another definition changes around it");
    this.#edits.push(...edits);
    for (const edit of printing.imports())
      if (!this.#imports.some((other) => other.start === edit.start && other.text === edit.text))
        this.#imports.push(edit);
    return obstacles;
  }

  /** The file as it would be; line ends as they are there. */
  get text(): string {
    return edited(this.options.text, this.all());
  }

  /** Where a place of the file as it was is in {@link text}. */
  placeAfter({ file, line, column }: Place): Place {
    const tree = parseSource(this.options.path, this.options.text);
    const position = movedTo(tree.getPositionOfLineAndCharacter(line - 1, column - 1), this.all());
    const before = this.text.slice(0, position).split("\n");
    return { file, line: before.length, column: before.at(-1)!.length + 1 };
  }

  private all(): TextEdit[] {
    const edits = [...this.#imports, ...this.#edits];
    return this.options.text.includes("\r\n")
      ? edits.map((edit) => ({ ...edit, text: edit.text.replace(/\r?\n/g, "\r\n") }))
      : edits;
  }
}

/** As if the fields with obstacles were not to change. */
function without({ way, obstacles }: Attempt): Way {
  const bad = new Set(obstacles.map(({ path }) => String(path[0])));
  const entries = (of: Way["file"], isBad: boolean) => Object.entries(of).filter(([key]) => bad.has(key) === isBad);
  return { ...way, live: Object.fromEntries([...entries(way.live, false), ...entries(way.file, true)]) };
}

const changedKeys = (way: Way | undefined): string[] =>
  way
    ? [...new Set([...Object.keys(way.file), ...Object.keys(way.live)])].filter(
        (key) => !same(way.file[key], way.live[key]),
      )
    : [];
