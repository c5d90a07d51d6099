import type { Reference } from "@posthog-definitions/core";
import type {
  ActionSeries,
  ActionsNode,
  EventName,
  EventSeries,
  EventsNode,
  FilterListInput,
} from "@posthog-definitions/queries";

/** In which currency an event's revenue is. */
export interface RevenueEventCurrency {
  /** The property that says it. */
  readonly property?: string | null;
  /** Always this one: `"EUR"`. */
  readonly static?: string | null;
}

/** An event that brings revenue. */
export interface RevenueEvent {
  /** Name of the event. */
  readonly eventName: string;
  /** Property with the amount. */
  readonly revenueProperty: string;
  /** Its currency. Default: `{ static: "USD" }`. */
  readonly revenueCurrencyProperty?: RevenueEventCurrency | null;
  /** The amount is in the currency's smallest unit, such as cents. Default: `false`. */
  readonly currencyAwareDecimal?: boolean;
  /** Property with the product. Default: none. */
  readonly productProperty?: string | null;
  /** Property with the coupon. Default: none. */
  readonly couponProperty?: string | null;
  /** Property with the subscription. Default: none. */
  readonly subscriptionProperty?: string | null;
  /** Days after the last payment at which a subscription is over. Default: 45. */
  readonly subscriptionDropoffDays?: number;
  /** From when it is over: from the last event, or after the days. Default: `last_event`. */
  readonly subscriptionDropoffMode?: "last_event" | "after_dropoff_period";
}

/** Revenue analytics. Each member by itself. */
export interface RevenueAnalyticsConfig {
  /** Currency in which revenue is shown, as its ISO 4217 code. */
  readonly base_currency?: string;
  /** Events that bring revenue, in this order. Replaced whole. */
  readonly events?: readonly RevenueEvent[];
  /** Whether internal and test users are left out. */
  readonly filter_test_accounts?: boolean;
}

/** What every goal of marketing has. */
export interface GoalFields {
  /** What it is called. */
  readonly name: string;
  /** Which columns or properties hold what: `{ utm_campaign_name: "utm_campaign", … }`. */
  readonly schema_map: Readonly<Record<string, unknown>>;
  /** Conditions as in queries; all must hold. Default: none. */
  readonly properties?: FilterListInput;
  /** The rest of PostHog's form. */
  readonly [more: string]: unknown;
}

/** A goal that is an event. */
export interface EventGoal extends GoalFields {
  /** An event. */
  readonly kind: "EventsNode";
  /** The event: its name, or its definition; `null`: any. */
  readonly event?: EventName | null;
}

/** A goal that is an action. */
export interface ActionGoal extends GoalFields {
  /** An action. */
  readonly kind: "ActionsNode";
  /** The action: its definition, `ref(…)`, `lookup(…)`, or its number in this one project. */
  readonly id: number | Reference<"action">;
}

/** A goal that is in a table of the data warehouse: `id_field`, `table_name`, `timestamp_field` and so on, as in queries. */
export interface TableGoal extends GoalFields {
  /** A table. */
  readonly kind: "DataWarehouseNode";
}

/** A goal of marketing. */
export type MarketingConversionGoal = EventGoal | ActionGoal | TableGoal;

/** Marketing analytics. Each member by itself. */
export interface MarketingAnalyticsConfig {
  /**
   * Columns of data sources, by the source's id: `{ <id>: { campaign: "name", cost: "spend" } }`. Sources are kept one by
   * one: those that the file does not name stay, and `null` takes one out.
   */
  readonly sources_map?: Readonly<Record<string, Readonly<Record<string, string | null>> | null>>;
  /** Goals, in this order. Replaced whole. */
  readonly conversion_goals?: readonly MarketingConversionGoal[];
  /** Days before a conversion that count, from 1 to 90. */
  readonly attribution_window_days?: number;
  /** Which touch gets the credit. */
  readonly attribution_mode?: "first_touch" | "last_touch" | "linear" | "time_decay" | "position_based";
  /** Whether internal and test users are left out. Needs a recent server. */
  readonly filter_test_accounts?: boolean;
  /** Other names of campaigns, by integration, then by campaign. Replaced whole. Needs a recent server. */
  readonly campaign_name_mappings?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Values of `utm_source` that mean an integration. Replaced whole. Needs a recent server. */
  readonly custom_source_mappings?: Readonly<Record<string, readonly string[]>>;
  /** By what campaigns are matched, by integration. Replaced whole. Needs a recent server. */
  readonly campaign_field_preferences?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * What counts in customer analytics, as in queries: `"signed up"`, `{ event: … }`, `{ action: … }`, or PostHog's nodes.
 * `null` and `{}` are none.
 */
export type CustomerEvent =
  EventName | EventSeries | ActionSeries | EventsNode | ActionsNode | Readonly<Record<string, never>> | null;

/** Customer analytics. Each member by itself. */
export interface CustomerAnalyticsConfig {
  /** The event that shows activity. */
  readonly activity_event?: CustomerEvent;
  /** The page view of the sign-up page. */
  readonly signup_pageview_event?: CustomerEvent;
  /** The event of signing up. */
  readonly signup_event?: CustomerEvent;
  /** The event of subscribing. */
  readonly subscription_event?: CustomerEvent;
  /** The event of paying. */
  readonly payment_event?: CustomerEvent;
  /** Number (0 to 4) of the group type that is an account; `null` is none. */
  readonly account_group_type_index?: number | null;
}

/** Workflows. Each member by itself. */
export interface WorkflowsConfig {
  /** Whether sent, opened and clicked emails become events. */
  readonly capture_workflows_engagement_events?: boolean;
  /** Whether opens and clicks are tracked: as the email says, unless somebody opted out, or only if they opted in. */
  readonly email_tracking_consent_mode?: "off" | "opt_out" | "opt_in";
  /** AI tasks that one workflow may make in 24 hours; `null` is PostHog's own limit. Needs a recent server. */
  readonly workflow_task_rate_limit_per_day?: number | null;
  /** AI tasks that all workflows together may make in 24 hours; `null` is PostHog's own limit. Needs a recent server. */
  readonly workflow_task_team_rate_limit_per_day?: number | null;
}

/** Rules for feature flags. Needs a recent server. */
export interface FeatureFlagPolicyConfig {
  /** Whether new flags need a tag. */
  readonly require_tags?: boolean;
}
