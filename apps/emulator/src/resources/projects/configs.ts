import { isObject, type Json, type JsonObject } from "../../json.js";
import { invalid } from "../../server/errors.js";
import { boolean, choice, field, integer, json, parseFields, type Field, type Fields } from "../../server/fields.js";
import { currencies } from "./currencies.js";

/** Sub-objects that the server keeps beside the project, each with its own fields and defaults. Sent in part, kept as a whole. */
interface Config {
  readonly fields: Fields;
  readonly initial: JsonObject;
}

const revenue: Config = {
  fields: {
    base_currency: choice(currencies),
    events: json(),
    filter_test_accounts: boolean(),
  },
  initial: { base_currency: "USD", events: [], filter_test_accounts: false },
};

/** Source: `PostHog/posthog: posthog/api/team/marketing_config.py`. */
const marketing: Config = {
  fields: {
    sources_map: json(),
    conversion_goals: json(),
    attribution_window_days: integer({ min: 1, max: 90 }),
    attribution_mode: choice(["first_touch", "last_touch", "linear", "time_decay", "position_based"]),
    filter_test_accounts: boolean(),
    campaign_name_mappings: json(),
    custom_source_mappings: json(),
    campaign_field_preferences: json(),
  },
  initial: {
    sources_map: {},
    conversion_goals: [],
    attribution_window_days: 90,
    attribution_mode: "last_touch",
    filter_test_accounts: false,
    campaign_name_mappings: {},
    custom_source_mappings: {},
    campaign_field_preferences: {},
  },
};

const customer: Config = {
  fields: {
    activity_event: json(),
    signup_pageview_event: json(),
    signup_event: json(),
    subscription_event: json(),
    payment_event: json(),
    account_group_type_index: integer({ min: 0, max: 4, nullable: true }),
  },
  initial: {
    activity_event: { kind: "EventsNode", math: "dau", name: "$pageview", event: "$pageview", properties: [] },
    signup_pageview_event: {},
    signup_event: {},
    subscription_event: {},
    payment_event: {},
    account_group_type_index: null,
  },
};

const workflows: Config = {
  fields: {
    capture_workflows_engagement_events: boolean(),
    email_tracking_consent_mode: choice(["off", "opt_out", "opt_in"]),
    workflow_task_rate_limit_per_day: integer({ min: 0, nullable: true }),
    workflow_task_team_rate_limit_per_day: integer({ min: 0, nullable: true }),
  },
  initial: {
    capture_workflows_engagement_events: false,
    email_tracking_consent_mode: "off",
    workflow_task_rate_limit_per_day: null,
    workflow_task_team_rate_limit_per_day: null,
  },
};

const flagPolicy: Config = { fields: { require_tags: boolean() }, initial: { require_tags: false } };

export const configs: Readonly<Record<string, Config>> = {
  revenue_analytics_config: revenue,
  marketing_analytics_config: marketing,
  customer_analytics_config: customer,
  workflows_config: workflows,
  feature_flag_policy_config: flagPolicy,
};
export const configNames = Object.keys(configs);

/** A part of a sub-object. Members that it does not know are ignored, like fields of the project itself. */
export const configField = (name: string): Field<Json> =>
  field<Json>((value, attr) => {
    if (!isObject(value)) throw invalid("Invalid data. Expected a dictionary, but got " + describe(value) + ".", attr);
    const nested = Object.fromEntries(
      Object.entries(configs[name]!.fields).map(([member, of]) => [
        member,
        { ...of, parse: (each: Json) => of.parse(each, `${attr}__${member}`) },
      ]),
    );
    const values = parseFields(nested, value, true) as JsonObject;
    if (name === "revenue_analytics_config" && values.events !== undefined)
      return { ...values, events: revenueEvents(values.events, attr) };
    if (name === "marketing_analytics_config" && values.conversion_goals !== undefined)
      return { ...values, conversion_goals: conversionGoals(values.conversion_goals, attr) };
    return values;
  });

const describe = (value: Json): string =>
  Array.isArray(value) ? "list" : typeof value === "string" ? "str" : typeof value;

/** Events come back with everything that they could have said. Source: `PostHog/posthog: posthog/schema.py`. */
function revenueEvents(events: Json, attr: string): Json {
  if (!Array.isArray(events)) throw invalid("Invalid events schema: Input should be a valid list", attr);
  return events.map((event): Json => {
    if (!isObject(event) || typeof event.eventName !== "string" || typeof event.revenueProperty !== "string")
      throw invalid("Invalid events schema: eventName and revenueProperty are needed", attr);
    const currency = isObject(event.revenueCurrencyProperty) ? event.revenueCurrencyProperty : { static: "USD" };
    return {
      couponProperty: null,
      currencyAwareDecimal: false,
      productProperty: null,
      subscriptionDropoffDays: 45,
      subscriptionDropoffMode: "last_event",
      subscriptionProperty: null,
      ...event,
      revenueCurrencyProperty: { property: null, static: null, ...currency },
    };
  });
}

/** A goal that is an action has the action's number, also where its digits were sent. */
function conversionGoals(goals: Json, attr: string): Json {
  if (!Array.isArray(goals)) throw invalid("Invalid conversion goals: ['conversion_goals must be a list']", attr);
  return goals.map((goal): Json => {
    if (!isObject(goal) || typeof goal.name !== "string" || !isObject(goal.schema_map) || goal.kind === undefined)
      throw invalid("Invalid conversion goals: a goal has a name, a schema_map and a 'kind' field", attr);
    if (goal.kind !== "ActionsNode") return goal;
    const id = typeof goal.id === "string" && /^\d+$/.test(goal.id) ? Number(goal.id) : goal.id;
    if (!Number.isInteger(id))
      throw invalid("Invalid conversion goals: an ActionsNode has the number of an action", attr);
    return { ...goal, id: id! };
  });
}
