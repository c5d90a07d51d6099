import { inspect } from "node:util";
import { isSecret, type Definition } from "@posthog-definitions/core";
import fc from "fast-check";
import { Breach } from "../report/broken.js";
import { printDefinition } from "../report/print.js";
import type { Run, Workbench } from "../workbench/workbench.js";
import type { Law, Subject } from "./law.js";
import { holds, notApplicable } from "./property.js";
import { overhearing } from "./overhearing.js";

/**
 * Law 12, secrets never show in a plan, its JSON, a log or an error, nor in a hash; and they do reach the server.
 *
 * What breaks it: a `decode` that gives a secret back as plain text; an `encode` or `normalise` that reveals one.
 */
export const secrets: Law = {
  number: 12,
  name: "secrets",
  statement: "secrets never show in a plan, JSON, log or error, nor in a hash.",
  exempt: (subject) =>
    fc.sample(subject.specs.inputs, { numRuns: 200, seed: subject.seed }).some(holdsSecret)
      ? undefined
      : "no field of this kind takes a secret",
  async check(subject) {
    const { specs, runs } = subject;
    const seen = await holds(this, subject, {
      arbitrary: fc.array(specs.inputs, { minLength: 12, maxLength: 12 }).map((inputs) => inputs.find(holdsSecret)),
      runs: Math.max(4, Math.ceil(runs * 0.04)),
      shrinking: 0,
      smaller: (input) => (input ? specs.smaller([input]).flatMap(([less]) => (holdsSecret(less!) ? [less] : [])) : []),
      show: (input) => (input ? printDefinition(specs.define(input)) : "(none)"),
      body: async (input, bench) => {
        if (!input) return notApplicable();
        const before = bench.env;
        try {
          await keptSecret(subject, specs.define(input), bench);
        } finally {
          bench.env = before;
        }
      },
    });
    if (seen === 0) throw new Error(`Law 12, secrets, was never put to the test for ${subject.kind.name}.`);
  },
};

async function keptSecret({ kind, friends }: Subject, definition: Definition, bench: Workbench): Promise<void> {
  const all = [...friends, definition];
  const names = secretNames(definition.spec);
  const valuesNow = (): string[] => names.flatMap((name) => bench.env[name] ?? []);
  const values = valuesNow();
  await silent(bench, all, values, "creating it");
  if (!bench.emulator.log.writes.some((request) => shows(JSON.stringify(request.body ?? null), values)))
    throw new Breach("No request has carried the secret to the server.");
  const mark = kind.identity.read(await bench.row(definition), kind.plural)[0];
  await silent(bench, all, values, "planning it again");

  // PostHog repeats in its answer what it does not like.
  bench.reset();
  await bench.apply(friends);
  const words = {
    type: "validation_error",
    code: "invalid_input",
    detail: `${values.join(" ")} is not valid.`,
    attr: null,
  };
  bench.emulator.faults.add({ kind: "error", status: 400, body: words, path: kind.api.path, method: "POST" });
  await silent(bench, all, values, "creating it, refused with words that repeat the secret,");
  bench.emulator.faults.clear();

  bench.reset();
  bench.env = Object.fromEntries(Object.entries(bench.env).map(([name, value]) => [name, value && otherSecret(value)]));
  await silent(bench, all, valuesNow(), "creating it with another secret");
  const again = kind.identity.read(await bench.row(definition), kind.plural)[0];
  if (mark?.hash !== again?.hash) throw new Breach("The hash on the row tells one secret from another.");
}

/** Another value of the same shape: its last letter or digit is another one. */
export const otherSecret = (value: string): string =>
  value.replace(/[a-z0-9](?=[^a-z0-9]*$)/i, (last) => (last === "0" ? "1" : "0"));

async function silent(
  bench: Workbench,
  all: readonly Definition[],
  values: readonly string[],
  when: string,
): Promise<void> {
  const { result, heard } = await overhearing(() => bench.run(all));
  for (const [where, text] of spoken(result, heard))
    if (shows(text, values)) throw new Breach(`The secret shows in ${where}, when ${when}:\n${excerpt(text, values)}`);
}

function spoken({ plan, report, error }: Run, heard: string): [string, string][] {
  const thrown = error instanceof Error ? `${error.stack ?? ""} ${error.message}` : "";
  return [
    ["the plan's JSON", JSON.stringify(plan ?? null)],
    ["the plan when it is printed", inspect(plan, { depth: Infinity })],
    ["the report's JSON", JSON.stringify(report ?? null)],
    ["the report when it is printed", inspect(report, { depth: Infinity })],
    ["an error", `${thrown} ${inspect(error, { depth: Infinity })} ${JSON.stringify(error ?? null)}`],
    ["the log", heard],
  ];
}

const forms = (values: readonly string[]): string[] =>
  values.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
const shows = (text: string, values: readonly string[]): boolean => forms(values).some((form) => text.includes(form));

function excerpt(text: string, values: readonly string[]): string {
  const found = forms(values).find((form) => text.includes(form))!;
  const at = text.indexOf(found);
  return `…${text.slice(Math.max(0, at - 120), at)}[here]${text.slice(at + found.length, at + found.length + 40)}…`;
}

const holdsSecret = (input: object): boolean => secretNames(input).length > 0;

/** The environment variables that a definition names. */
function secretNames(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (isSecret(value)) return "$env" in value ? [value.$env] : [];
  return Object.values(value).flatMap(secretNames);
}
