import type { Ref } from "@posthog-definitions/core";
import type { FileNames } from "./file-names.js";
import type { TextEdit } from "./text-edits.js";

/** What a value needs of the file that it is to stand in. */
export interface Scope {
  /** The name by which the file knows something that a package of ours exports. */
  ours(name: string, from: string): string;
  /** The name by which it knows a definition; `undefined` where it knows none. */
  definition(ref: Ref): string | undefined;
}

/** Where a value is to stand: how far the line is indented, the column, what follows on the line, the property before it. */
export interface Spot {
  readonly indent?: number;
  readonly column?: number;
  readonly tail?: number;
  readonly property?: string;
}

/** A value as source text. Throws for the value of a secret. */
export type Print = (value: unknown, scope: Scope, spot: Spot) => string;

/** Prints values into one file, and keeps in mind what they need imported. */
export class Printing {
  /** By module and name: the local name that is to be imported. */
  readonly #wanted = new Map<string, { module: string; name: string; local: string }>();

  constructor(
    private readonly names: FileNames,
    private readonly printValue: Print,
    private readonly moduleOf: (from: string) => string,
  ) {}

  /** @param at - the position: a definition has a name only behind its declaration. */
  print(value: unknown, at: number, spot: Spot): string {
    return this.printValue(
      value,
      {
        ours: (name, from) => this.names.local(name) ?? this.imported(name, this.moduleOf(from)),
        definition: (ref) => this.names.definition(ref, at),
      },
      spot,
    );
  }

  private imported(name: string, module: string): string {
    const id = `${module} ${name}`;
    let wanted = this.#wanted.get(id);
    if (!wanted) this.#wanted.set(id, (wanted = { module, name, local: this.names.free(name) }));
    return wanted.local;
  }

  /** How much is to be imported by now, to come back to. */
  mark(): number {
    return this.#wanted.size;
  }

  /** What was printed since is not used. */
  rewind(mark: number): void {
    for (const id of [...this.#wanted.keys()].slice(mark)) this.#wanted.delete(id);
  }

  imports(): TextEdit[] {
    return [...this.#wanted.values()].map(({ module, name, local }) => this.names.importEdit(module, name, local));
  }
}
