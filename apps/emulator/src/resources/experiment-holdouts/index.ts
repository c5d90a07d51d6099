import { signedInOrCreator, type Logged } from "../../activity/logged.js";
import { ok } from "../../server/answer.js";
import { ordered } from "../../server/order.js";
import { page } from "../../server/paging.js";
import { defineResource } from "../define.js";
import { findHoldout } from "./find.js";
import { showHoldout } from "./show.js";
import { holdouts, type HoldoutDocument } from "./table.js";
import { createHoldout, destroyHoldout, updateHoldout } from "./write.js";

/** Persons who are kept out of experiments. Has no access controls of its own: that path is 404. */
export const experimentHoldoutsResource = defineResource({
  path: "experiment_holdouts",
  scope: "experiment_holdout",
  tables: [holdouts],
  // Among the entries of experiments, by their own ids.
  logged: [
    {
      table: holdouts,
      scope: "Experiment",
      type: "holdout",
      name: ({ name }) => name,
      by: signedInOrCreator,
    } satisfies Logged<HoldoutDocument>,
  ],
  list: (call) => {
    const rows = ordered(call.table(holdouts).where({ project: call.project.id }), "-created_at");
    return ok(page(call, rows, (holdout) => showHoldout(call, holdout)));
  },
  create: createHoldout,
  retrieve: (call) => ok(showHoldout(call, findHoldout(call))),
  update: updateHoldout,
  destroy: destroyHoldout,
});
