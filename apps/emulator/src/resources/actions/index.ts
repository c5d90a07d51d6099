import type { Logged } from "../../activity/logged.js";
import { ok } from "../../server/answer.js";
import { defineResource } from "../define.js";
import { findAction } from "./find.js";
import { listActions } from "./list.js";
import { referencesTo } from "./references.js";
import { showAction } from "./show.js";
import { actions, type ActionDocument } from "./table.js";
import { createAction, updateAction } from "./write.js";

/** Actions: events under one name. Nothing is ever matched: only what they are made of is emulated. */
export const actionsResource = defineResource({
  path: "actions",
  scope: "action",
  tables: [actions],
  logged: [
    {
      table: actions,
      scope: "Action",
      except: ["last_calculated_at"],
      name: ({ name }) => name ?? "",
      verbs: { restored: "updated" },
      // Whoever edits an action, its entries name who made it.
      by: (_, { created_by }) => created_by,
    } satisfies Logged<ActionDocument>,
  ],
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
