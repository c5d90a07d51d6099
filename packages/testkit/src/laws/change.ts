import { addressOf, isError } from "@posthog-definitions/core";
import type { Edit } from "../generate/specs.js";
import { Breach } from "../report/broken.js";
import { compared, expectKept, expectNothing, expectOneUpdate, fieldsOf, isFixed } from "./compare.js";
import { found, showEdit } from "./edit.js";
import type { Law } from "./law.js";
import { holdsForFields, notApplicable } from "./property.js";

/**
 * Law 3, change: edit any one field, and there is exactly one update, naming that field; applied, it is there.
 *
 * What breaks it: a field that only the POST takes; one whose edit shows as a change of another; an `encode` that leaves
 * out what did not exist before. A transition that the kind itself refuses, such as a lifecycle's way back, is no case; a field that it
 * calls immutable must be refused, or lead to a replacement.
 */
export const change: Law = {
  number: 3,
  name: "change",
  statement: "edit any one field, and there is exactly one update, naming that field.",
  async check(subject) {
    const { specs, friends, runs } = subject;
    await holdsForFields<Edit | undefined>(this, subject, specs.fields, Math.ceil(runs * 0.2), (field) => ({
      arbitrary: specs.edits(field),
      show: showEdit(subject),
      async body(edit, bench) {
        const { before, after } = found(edit);
        await bench.apply([...friends, specs.define(before)]);
        const definition = specs.define(after);
        const expected = fieldsOf((await compared(bench, definition)).differences);
        if (expected.length === 0) notApplicable();
        const { plan } = await bench.run([...friends, definition], { dry: true });
        const refused = plan?.diagnostics.filter((d) => isError(d) && d.code === "refused") ?? [];
        const fixed = expected.filter((each) => isFixed(subject.kind, each) === "refuse");
        if (fixed.length > 0) {
          for (const each of fixed)
            if (!refused.some(({ address, path }) => address === addressOf(definition) && path?.[0] === each))
              throw new Breach(`\`${each}\` cannot be changed, and the plan does not refuse it.`);
          return;
        }
        if (refused.length > 0) notApplicable();
        expectOneUpdate(
          await bench.plan([...friends, definition]),
          definition,
          subject.kind,
          expected,
          `\`${field}\` was edited in the file`,
        );
        await bench.apply([...friends, definition]);
        await expectKept(bench, definition, "After the update");
        expectNothing(await bench.plan([...friends, definition]), "After the update");
      },
    }));
  },
};
