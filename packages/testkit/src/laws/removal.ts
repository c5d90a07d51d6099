import { same, specDifferences } from "@posthog-definitions/core/kind";
import { Breach } from "../report/broken.js";
import type { Edit } from "../generate/specs.js";
import { compared, expectKept, expectNothing, expectOneUpdate, explain, fieldsOf } from "./compare.js";
import { found, showEdit } from "./edit.js";
import type { Law } from "./law.js";
import { holdsForFields, notApplicable } from "./property.js";

/**
 * Law 5, removal: take an optional field out of the file, and the server goes back to the default: to what a row has that
 * was made without it. Fields that are left alone when absent stay as they are.
 *
 * What breaks it: an `encode` that leaves out what is absent, so that nothing is sent; an empty value that the server
 * takes for "no change"; a default in the schema that is not the server's.
 */
export const removal: Law = {
  number: 5,
  name: "removal",
  statement:
    "take an optional field out of the file, and the server goes back to the default; what is left alone when absent stays.",
  async check(subject) {
    const { kind, specs, friends, runs } = subject;
    await holdsForFields<Edit | undefined>(this, subject, specs.optional, Math.ceil(runs * 0.15), (field) => ({
      arbitrary: specs.removals(field),
      show: showEdit(subject),
      async body(edit, bench) {
        const { before, after } = found(edit);
        const definition = specs.define(after);
        const all = [...friends, definition];
        await bench.apply([...friends, specs.define(before)]);
        const was = await bench.spec(definition);
        const { differences } = await compared(bench, definition);
        if (differences.length === 0) {
          const plan = await bench.plan(all);
          expectNothing(plan, `\`${field}\` was taken out, which says nothing new`);
          await bench.apply(all);
          const is = await bench.spec(definition);
          if (!same(was, is))
            throw new Breach(
              `The row should have been left alone:\n${explain(specDifferences(kind.spec, was, is), "it was", "it is")}`,
            );
          return;
        }
        const refused = (await bench.run(all, { dry: true })).plan?.diagnostics.some((d) => d.code === "refused");
        if (refused) notApplicable();
        expectOneUpdate(await bench.plan(all), definition, kind, fieldsOf(differences), `\`${field}\` was taken out`);
        await bench.apply(all);
        await expectKept(bench, definition, "After the update");
        expectNothing(await bench.plan(all), "After the update");
        const cleared = await bench.spec(definition);
        bench.reset();
        await bench.apply(all);
        const untouched = await bench.spec(definition);
        const left = specDifferences(kind.spec, cleared, untouched).filter(({ path }) =>
          differences.some((d) => d.path[0] === path[0]),
        );
        if (left.length > 0)
          throw new Breach(
            `The row is not what it would be if it had been made without it:\n${explain(left, "it is", "a new one has")}`,
          );
      },
    }));
  },
};
