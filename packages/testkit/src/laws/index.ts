import { change } from "./change.js";
import { drift } from "./drift.js";
import { foreignRows } from "./foreign-rows.js";
import { interruption } from "./interruption.js";
import type { Law } from "./law.js";
import { move } from "./move.js";
import { pull } from "./pull.js";
import { removal } from "./removal.js";
import { rest } from "./rest.js";
import { comesBack } from "./return.js";
import { roundTrip } from "./round-trip.js";
import { secrets } from "./secrets.js";
import { tolerance } from "./tolerance.js";
import { unknownMembers } from "./unknown-members.js";

/** What holds for every kind, by number. */
export const laws: readonly Law[] = [
  roundTrip,
  rest,
  change,
  drift,
  removal,
  foreignRows,
  interruption,
  pull,
  tolerance,
  comesBack,
  move,
  secrets,
  unknownMembers,
];
