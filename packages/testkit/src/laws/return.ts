import { addressOf } from "@posthog-definitions/core";
import { Breach } from "../report/broken.js";
import { printDefinition } from "../report/print.js";
import { expectKept, expectNothing } from "./compare.js";
import type { Law } from "./law.js";
import { holds } from "./property.js";

/**
 * Law 10, return: deleted outside, it is planned as a create, and comes back, also where a soft-deleted row holds the
 * natural key.
 *
 * What breaks it: lists that show deleted rows; a natural key that a tombstone still holds.
 */
export const comesBack: Law = {
  number: 10,
  name: "return",
  statement: "deleted outside, it is planned as a create, and comes back.",
  exempt: ({ kind }) =>
    kind.api.singleton || kind.api.remove === "never" ? "rows of this kind cannot be deleted" : undefined,
  async check(subject) {
    const { kind, specs, friends, runs } = subject;
    await holds(this, subject, {
      arbitrary: specs.inputs,
      runs: Math.max(3, Math.ceil(runs * 0.04)),
      show: (input) => printDefinition(specs.define(input)),
      async body(input, bench) {
        const definition = specs.define(input);
        const all = [...friends, definition];
        await bench.apply(all);
        await bench.hand.remove(kind, await bench.row(definition));
        const { changes } = await bench.plan(all);
        const planned = changes.map((each) => `${each.action} ${each.address}`);
        if (planned.filter((each) => each.startsWith("create ")).join() !== `create ${addressOf(definition)}`)
          throw new Breach(`It was deleted outside, and the plan is: ${planned.join("; ") || "empty"}.`);
        await bench.apply(all);
        await expectKept(bench, definition, "After it came back");
        expectNothing(await bench.plan(all), "After it came back");
      },
    });
  },
};
