import { ok } from "../../server/answer.js";
import { ordered } from "../../server/order.js";
import { page } from "../../server/paging.js";
import { defineResource } from "../define.js";
import { findHoldout } from "./find.js";
import { showHoldout } from "./show.js";
import { holdouts } from "./table.js";
import { createHoldout, destroyHoldout, updateHoldout } from "./write.js";

/** Holdouts: people who are kept out of every experiment that says so. The newest first; nothing to filter by. */
export const experimentHoldoutsResource = defineResource({
  path: "experiment_holdouts",
  scope: "experiment_holdout",
  tables: [holdouts],
  list: (call) => {
    const rows = call.table(holdouts).where({ project: call.project.id });
    return ok(page(call, ordered(rows, "-created_at"), (holdout) => showHoldout(call, holdout)));
  },
  create: createHoldout,
  retrieve: (call) => ok(showHoldout(call, findHoldout(call))),
  update: updateHoldout,
  destroy: destroyHoldout,
});
