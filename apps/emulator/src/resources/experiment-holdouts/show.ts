import type { JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import type { HoldoutDocument } from "./table.js";

/** A holdout; lists, single reads and experiments show the same. */
export const showHoldout = (call: Call, holdout: HoldoutDocument): JsonObject => ({
  id: holdout.id,
  name: holdout.name,
  description: holdout.description,
  filters: holdout.filters,
  created_by: call.basicUser(holdout.created_by),
  created_at: holdout.created_at,
  updated_at: holdout.updated_at,
  user_access_level: "manager",
});
