import { users } from "../../accounts/tables.js";
import { isObject, pythonType, type Json, type JsonObject } from "../../json.js";
import { describe } from "../../queries/shape.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { asList, boolean, choice, field, json, text, type Values } from "../../server/fields.js";
import { jsonb } from "../../store/jsonb.js";
import { insightId } from "../insights/reference.js";
import { insights } from "../insights/table.js";
import { detectorOf } from "./detector.js";
import { alertableKind } from "./query.js";
import { thresholdShape } from "./rules.js";
import { scheduleOf } from "./schedule.js";
import { INTERVALS } from "./table.js";

/** What may be written, in the order in which it is looked at. */
export const alertFields = (call: Call, partial: boolean) => ({
  insight: alertableInsight(call),
  name: text({ max: 255, blank: true }),
  subscribed_users: field((value, attr) => [...new Set(asList(value, attr).map((id) => memberId(call, id, attr)))], {
    required: true,
  }),
  threshold: thresholdField(partial),
  condition: json({ nullable: true }),
  enabled: boolean(),
  config: json({ nullable: true }),
  detector_config: field(detectorOf, { nullable: true }),
  calculation_interval: choice(INTERVALS),
  snoozed_until: field(
    (value, attr) => {
      if (typeof value === "string") return value;
      throw invalid("snoozed_until has to be passed in string format", attr);
    },
    { nullable: true },
  ),
  skip_weekend: boolean({ nullable: true }),
  schedule_restriction: field(
    (value, attr) => {
      const schedule = scheduleOf(value);
      if (schedule === undefined) throw invalid("Invalid schedule restriction.", attr);
      return schedule;
    },
    { nullable: true },
  ),
  investigation_agent_enabled: boolean(),
  investigation_gates_notifications: boolean(),
  investigation_inconclusive_action: choice(["notify", "suppress"]),
});

export type SentAlert = Values<ReturnType<typeof alertFields>>;

/** An insight of this project with a query that alerts can look at, as far as the account has them. */
function alertableInsight(call: Call) {
  const known = insightId(call);
  return field(
    (value, attr) => {
      const id = known.parse(value, attr);
      const query = call.table(insights).get(id)!.query;
      checkAlertable(call, alertableKind(query), attr);
      return id;
    },
    { required: true },
  );
}

/** Also looked at where an alert is written without its insight: then it is nobody's field. */
export function checkAlertable(call: Call, kind: string | undefined, attr: string | null = null): void {
  const { sql, funnels } = call.switches.alertInsights;
  if (kind === undefined) throw invalid("Alerts are not supported for this insight.", attr);
  if (kind === "HogQLQuery" && !sql) throw invalid("SQL insight alerts are not enabled for your account.", attr);
  if (kind === "FunnelsQuery" && !funnels)
    throw invalid("Funnel insight alerts are not enabled for your account.", attr);
}

function memberId(call: Call, id: Json, attr: string): number {
  const user = typeof id === "string" && /^\d+$/.test(id) ? Number(id) : id;
  if (typeof user !== "number" || !Number.isInteger(user))
    throw invalid(`Incorrect type. Expected pk value, received ${pythonType(id)}.`, attr, "incorrect_type");
  if (!call.table(users).get(user))
    throw invalid(`Invalid pk "${user}" - object does not exist.`, attr, "does_not_exist");
  if (!call.organization.members.includes(user))
    throw invalid("User does not belong to the same organization as the alert's team.", attr);
  return user;
}

/** In a PATCH even `{}` is looked at, and lacks its type: an alert cannot be rid of its threshold. */
const thresholdField = (partial: boolean) =>
  field(
    (value, attr) => {
      const whole = `${attr}__non_field_errors`;
      if (!isObject(value)) throw invalid(`Invalid data. Expected a dictionary, but got ${pythonType(value)}.`, whole);
      if (value.configuration === undefined && !partial)
        throw invalid("This field is required.", `${attr}__configuration`, "required");
      const configuration = filled.parse(value.configuration ?? {}, `${attr}__configuration`) as JsonObject;
      const name = value.name === undefined ? {} : { name: thresholdName.parse(value.name, `${attr}__name`) };
      const misfit = thresholdShape(configuration);
      if (misfit)
        throw invalid(`Invalid threshold configuration: ${describe(misfit, configuration, "InsightThreshold")}`, whole);
      const { lower, upper } = isObject(configuration.bounds) ? configuration.bounds : {};
      if (typeof lower === "number" && typeof upper === "number" && lower > upper)
        throw invalid("Lower threshold must be less than upper threshold", whole);
      return { ...name, configuration: jsonb(configuration) };
    },
    { required: true },
  );

const filled = json();
const thresholdName = text({ max: 255, blank: true });
