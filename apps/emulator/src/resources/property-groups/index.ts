import { ok } from "../../server/answer.js";
import { ordered } from "../../server/order.js";
import { page } from "../../server/paging.js";
import { defineResource } from "../define.js";
import { showGroup } from "./show.js";
import { propertyGroups } from "./table.js";
import { createGroup, deleteGroup, findGroup, openToCaller, updateGroup } from "./write.js";

/** Groups of properties that events can have in common. */
export const propertyGroupsResource = defineResource({
  path: "schema_property_groups",
  scope: "event_definition",
  tables: [propertyGroups],
  list: (call) => {
    openToCaller(call);
    const rows = ordered(call.table(propertyGroups).where({ project: call.project.id }), "name");
    return ok(page(call, rows, (group) => showGroup(call, group)));
  },
  create: createGroup,
  retrieve: (call) => ok(showGroup(call, findGroup(call))),
  update: updateGroup,
  destroy: deleteGroup,
});
