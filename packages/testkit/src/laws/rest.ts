import { Breach } from "../report/broken.js";
import { printDefinition, printRequest } from "../report/print.js";
import type { Workbench } from "../workbench/workbench.js";
import { expectNothing } from "./compare.js";
import type { Law } from "./law.js";
import { holds } from "./property.js";

/**
 * Law 2, rest: after `apply` the next plan is empty, and costs no write; a dry run never sends a write.
 *
 * What breaks it: anything in a row that is read as a difference though nobody made one: an order that means nothing, a
 * number that comes back as text, a time in another zone.
 */
export const rest: Law = {
  number: 2,
  name: "rest",
  statement: "after `apply` the next plan is empty and costs no write; a dry run never sends a write.",
  async check(subject) {
    const { specs, friends, runs } = subject;
    await holds(this, subject, {
      arbitrary: specs.inputs,
      runs: Math.ceil(runs * 0.1),
      smaller: (input) => specs.smaller([input]).map(([less]) => less!),
      show: (input) => printDefinition(specs.define(input)),
      async body(input, bench) {
        const all = [...friends, specs.define(input)];
        await bench.plan(all);
        expectNoWrite(bench, "A dry run before the create");
        await bench.apply(all);
        bench.emulator.log.clear();
        expectNothing(await bench.plan(all), "After the apply");
        await bench.apply(all);
        expectNoWrite(bench, "The second apply");
      },
    });
  },
};

function expectNoWrite(bench: Workbench, what: string): void {
  const { writes } = bench.emulator.log;
  if (writes.length > 0) throw new Breach(`${what} sent ${writes.map(printRequest).join("; ")}.`);
}
