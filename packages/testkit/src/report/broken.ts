import { Unfinished } from "../workbench/unfinished.js";
import type { Law } from "../laws/law.js";

/** What a law found, said by the law itself. Anything else that is thrown under a law is a failure too. */
export class Breach extends Error {
  override readonly name = "Breach";
}

export interface BrokenFacts {
  readonly law: Pick<Law, "number" | "name" | "statement">;
  readonly kind: string;
  readonly cause: unknown;
  /** The smallest case that was found. */
  readonly smallest: string;
  readonly shrinks: number;
  /** What the tool sent in that case. */
  readonly requests: readonly string[];
  readonly seed: number;
}

/** A law does not hold for a kind. */
export class LawBroken extends Error {
  override readonly name = "LawBroken";
  readonly law: string;

  constructor({ law, kind, cause, smallest, shrinks, requests, seed }: BrokenFacts) {
    const said = cause instanceof Breach || cause instanceof Unfinished;
    const what = said ? cause.message : cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const at = cause instanceof Error && !said ? firstFrames(cause) : [];
    super(
      [
        `${kind} breaks law ${law.number}, ${law.name}: ${law.statement}`,
        "",
        ...section("What happened", [...what.split("\n"), ...at]),
        ...section(`Smallest case, after ${shrinks} steps of making it smaller (seed ${seed})`, smallest.split("\n")),
        ...section("Requests of the tool", requests.length === 0 ? ["(none)"] : requests),
      ].join("\n"),
    );
    this.law = law.name;
    // The place that is thrown from says nothing about the kind; runners that print a stack print the message with it.
    this.stack = `${this.name}: ${this.message}`;
  }
}

const section = (title: string, lines: readonly string[]): string[] => [
  `${title}:`,
  ...lines.map((line) => `  ${line}`),
  "",
];

const firstFrames = (error: Error): string[] =>
  (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 4)
    .map((line) => line.trim());
