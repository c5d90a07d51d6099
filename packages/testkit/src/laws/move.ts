import { addressOf, moved } from "@posthog-definitions/core";
import fc from "fast-check";
import { Breach } from "../report/broken.js";
import { printDefinition } from "../report/print.js";
import { idOf } from "../workbench/live.js";
import { expectKept, expectNothing } from "./compare.js";
import type { Law } from "./law.js";
import { holds, notApplicable } from "./property.js";

/**
 * Law 11, move: a renamed key keeps the row.
 *
 * What breaks it: an identity that cannot be written again, or of which the old form stays on the row.
 */
export const move: Law = {
  number: 11,
  name: "move",
  statement: "a renamed key keeps the row.",
  exempt: ({ kind }) =>
    kind.api.singleton
      ? "there is one row of this kind, and its key is fixed"
      : kind.identity.carrier === undefined
        ? "the key is the row's own name on the server"
        : undefined,
  async check(subject) {
    const { kind, specs, friends, runs } = subject;
    await holds(this, subject, {
      arbitrary: fc.tuple(specs.inputs, specs.inputs),
      runs: Math.max(3, Math.ceil(runs * 0.03)),
      show: ([input, { key }]) => `${printDefinition(specs.define(input))}\nwhose key becomes ${JSON.stringify(key)}`,
      async body([input, { key }], bench) {
        if (key.toLowerCase() === input.key.toLowerCase() || !specs.spec({ ...input, key })) notApplicable();
        const [old, renamed] = [specs.define(input), specs.define({ ...input, key })];
        await bench.apply([...friends, old]);
        const id = idOf(kind, await bench.row(old));
        const all = [...friends, renamed, moved(addressOf(old), addressOf(renamed))];
        const { changes } = await bench.plan(all);
        const planned = changes.map((each) => `${each.action} ${each.address}`).join("; ");
        if (planned !== `move ${addressOf(renamed)}`)
          throw new Breach(`The plan should be a move, and is: ${planned || "empty"}.`);
        await bench.apply(all);
        if (idOf(kind, await bench.row(renamed)) !== id) throw new Breach("Another row has taken its place.");
        if ((await bench.live()).marked(kind.name, old.key).length > 0)
          throw new Breach("A row still carries the old mark.");
        await expectKept(bench, renamed, "After the move");
        expectNothing(await bench.plan(all), "After the move");
      },
    });
  },
};
