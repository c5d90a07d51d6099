import { ok } from "../../server/answer.js";
import { defineResource } from "../define.js";
import { findAction } from "./find.js";
import { listActions } from "./list.js";
import { referencesTo } from "./references.js";
import { showAction } from "./show.js";
import { actions } from "./table.js";
import { createAction, updateAction } from "./write.js";

/** Actions: events under one name. Nothing is ever matched: only what they are made of is emulated. */
export const actionsResource = defineResource({
  path: "actions",
  scope: "action",
  tables: [actions],
  list: listActions,
  create: createAction,
  retrieve: (call) => ok(showAction(call, findAction(call))),
  update: updateAction,
  destroy: "forbidden",
  actions: {
    references: {
      on: "item",
      methods: ["GET"],
      scope: "read",
      handle: (call) => ok(referencesTo(call, findAction(call))),
    },
  },
});
