import { addressOf, type Definition } from "@posthog-definitions/core";
import type { Pulled } from "@posthog-definitions/executor";
import { Breach } from "../report/broken.js";
import { print, printDefinition } from "../report/print.js";
import { Refused } from "../workbench/hand.js";
import { printPulled, runPulled } from "../workbench/print-pulled.js";
import type { Exports, Workbench } from "../workbench/workbench.js";
import type { Input } from "../generate/specs.js";
import { expectNothing } from "./compare.js";
import type { Law, Subject } from "./law.js";
import { holds } from "./property.js";

/**
 * Law 8, pull: what `pull` writes gives an empty plan; of a row that nobody manages yet, an adoption and nothing else.
 *
 * What breaks it: a `shorten` that leaves out what is no default, or says something else; a `decode` whose values the schema
 * does not take; a reference in a place that no factory takes one in.
 */
export const pull: Law = {
  number: 8,
  name: "pull",
  statement: "what `pull` writes gives an empty plan.",
  async check(subject) {
    const { kind, specs, runs } = subject;
    await holds(this, subject, {
      arbitrary: specs.inputs,
      runs: Math.ceil(runs * 0.15),
      show: (input) => printDefinition(specs.define(input)),
      async body(input, bench) {
        await ofOurs(subject, input, bench);
        if (kind.api.singleton) return;
        bench.reset();
        await ofStrangers(subject, input, bench);
      },
    });
  },
};

/** Rows that were applied: pulled into an empty folder, they keep their keys, and the plan shows nothing. */
async function ofOurs(subject: Subject, input: Input, bench: Workbench): Promise<void> {
  const definition = subject.specs.define(input);
  await bench.apply([...subject.friends, definition]);
  const exports = await pulledFiles(subject, addressOf(definition), bench);
  expectNothing(await bench.plan(exports), "Pulled from its own row");
}

/** The same row made by somebody else: the plan shows adoptions alone, and after `apply` nothing. */
async function ofStrangers(subject: Subject, input: Input, bench: Workbench): Promise<void> {
  const { kind, specs, friends } = subject;
  await bench.apply(friends);
  try {
    await bench.hand.create(kind, specs.spec(input)!, { name: input.key });
  } catch (error) {
    // What a person cannot do by hand, nobody has to pull.
    if (error instanceof Refused) return;
    throw error;
  }
  const before = (await bench.live()).rows(kind.name).length;
  const exports = await pulledFiles(subject, undefined, bench);
  const { changes } = await bench.plan(exports);
  const others = changes.filter(({ action, fields }) => action !== "adopt" || fields.length > 0);
  if (others.length > 0)
    throw new Breach(
      `Pulled from a row that nobody managed, the plan is more than an adoption: ${others.map((each) => `${each.action} ${each.address} (${each.fields.map(({ path }) => path.join(".")).join(", ")})`).join("; ")}`,
    );
  await bench.apply(exports);
  expectNothing(await bench.plan(exports), "After the row was taken over");
  const after = (await bench.live()).rows(kind.name).length;
  if (after !== before) throw new Breach(`There were ${before} rows, and are ${after}.`);
}

async function pulledFiles(subject: Subject, address: string | undefined, bench: Workbench): Promise<Exports> {
  const { kind, specs } = subject;
  const writes = bench.emulator.log.writes.length;
  const pulled = await bench.pull();
  if (bench.emulator.log.writes.length > writes) throw new Breach("Pulling has written something.");
  expectWhole(pulled, subject);
  if (address !== undefined && !pulled.definitions.some((each) => each.address.toLowerCase() === address.toLowerCase()))
    throw new Breach(`${address} was not pulled.`);
  try {
    return runPulled(pulled, bench.registry, { [kind.name]: (input) => specs.define(input) as Definition });
  } catch (error) {
    const files = [...printPulled(pulled, bench.registry)].map(([file, text]) => `${file}:\n${text}`);
    throw new Breach(`What was written does not run: ${String(error)}\n${files.join("\n")}`);
  }
}

/** Rows that could be made from definitions can be said as such, and in their kind's own words. */
function expectWhole({ definitions, leftOut }: Pulled, subject: Subject): void {
  for (const { kind, id, why } of leftOut) throw new Breach(`${kind} ${id} was left out. ${why}`);
  for (const { address, kind, key, input, ignored, shortest } of definitions) {
    if (ignored.length > 0)
      throw new Breach(`${address} could not say ${ignored.map((field) => `\`${field}\``).join(", ")}.`);
    if (!shortest)
      throw new Breach(
        [
          `The short form of ${address} does not say what its row means.`,
          ...(kind === subject.kind.name ? shortened({ ...input, key }, subject) : []),
        ].join("\n"),
      );
  }
}

/** What `shorten` makes of a row, beside what says all of it. */
function shortened(input: Input, { kind, specs }: Subject): string[] {
  const spec = specs.spec(input);
  const short = spec && kind.shorten?.(spec);
  return short ? [`  \`shorten\` gives ${print(short)}`, `  of ${print(spec)}`] : [];
}
