import { addressOf } from "@posthog-definitions/core";
import { differences, normalised } from "@posthog-definitions/core/kind";
import { Breach } from "../report/broken.js";
import { printDefinition } from "../report/print.js";
import { expectKept, explain } from "./compare.js";
import type { Law } from "./law.js";
import { holds } from "./property.js";

/**
 * Law 1, round trip: `decode(server(encode(spec)))` equals the normalised spec; normalising twice equals once.
 *
 * What breaks it: a field that `encode` or `decode` forgets; something that the server rewrites (trims, rounds, sorts,
 * fills in) and `normalise` does not; a value that the schema takes and the server refuses.
 */
export const roundTrip: Law = {
  number: 1,
  name: "round trip",
  statement: "what is written and read back equals what the file says, in its normal form.",
  async check(subject) {
    const { kind, specs, friends, runs } = subject;
    await holds(this, subject, {
      arbitrary: specs.inputs,
      runs: Math.ceil(runs * 0.2),
      show: (input) => printDefinition(specs.define(input)),
      async body(input, bench) {
        const definition = specs.define(input);
        const once = specs.spec(input)!;
        const again = differences(once, normalised(kind, once));
        if (again.length > 0)
          throw new Breach(`Normalising twice is not normalising once:\n${explain(again, "once", "twice")}`);
        const { report } = await bench.apply([...friends, definition]);
        const said = report.outcomes.find((each) => each.address === addressOf(definition))?.diagnostics ?? [];
        if (said.length > 0)
          throw new Breach(`The report complains: ${said.map((d) => `${d.code}: ${d.message}`).join("; ")}`);
        await expectKept(bench, definition, "After the create");
      },
    });
  },
};
