import type { Call } from "../../server/call.js";
import { notFound } from "../../server/errors.js";
import { flags, type FlagDocument } from "./table.js";

/** The flag of the path. A deleted one is found too: its row says `deleted: true`. */
export function findFlag(call: Call): FlagDocument {
  const id = Number(call.param("id"));
  const flag = Number.isInteger(id) ? call.table(flags).get(id) : undefined;
  if (flag?.project !== call.project.id) throw notFound();
  return flag;
}
