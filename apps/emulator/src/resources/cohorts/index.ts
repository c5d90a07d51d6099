import type { Logged } from "../../activity/logged.js";
import { ok } from "../../server/answer.js";
import { defineResource } from "../define.js";
import { findCohort } from "./find.js";
import { listCohorts } from "./list.js";
import { readCohort } from "./show.js";
import { cohorts, type CohortDocument } from "./table.js";
import { createCohort, updateCohort } from "./write.js";

/** Cohorts. Nobody is ever in one: only what they are defined by is emulated. */
export const cohortsResource = defineResource({
  path: "cohorts",
  scope: "cohort",
  tables: [cohorts],
  logged: [
    {
      table: cohorts,
      scope: "Cohort",
      except: ["is_calculating", "version", "pending_version", "last_calculation", "count"],
      name: ({ name }) => name ?? "",
      find: findCohort,
    } satisfies Logged<CohortDocument>,
  ],
  list: listCohorts,
  create: createCohort,
  retrieve: (call) => ok(readCohort(call, findCohort(call))),
  update: updateCohort,
  destroy: "forbidden",
});
