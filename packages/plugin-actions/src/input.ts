import type { DefinitionOptions } from "@posthog-definitions/core";
import type {
  EventName,
  FilterInput,
  FilterListInput,
  FilterScalar,
  PropertyOperator,
} from "@posthog-definitions/queries";

/** How a text is compared. */
export type Matching = "contains" | "exact" | "regex";

/** A property of the event, without saying that it is one: `{ key: "plan", value: "pro" }`. */
export interface EventProperty {
  /** Always `event`. */
  readonly type?: undefined;
  /** Name of the property. */
  readonly key: string;
  /** How it is compared. Default: `exact`. */
  readonly operator?: PropertyOperator;
  /** What it is compared with. Needed by all operators but `is_set` and `is_not_set`. */
  readonly value?: FilterScalar | readonly FilterScalar[] | null;
  /** What the UI shows instead of the key. */
  readonly label?: string;
}

/** One way in which the action happens: everything that is said must fit. `null` says nothing. */
export interface Step {
  /** The event: its name, `"$autocapture"`, or its definition. Default: any. */
  readonly event?: EventName | null;
  /** Conditions on the event, all of which must hold: `where({ plan: "pro" })`. Default: none. */
  readonly properties?: FilterListInput | readonly (FilterInput | EventProperty)[] | null;
  /** CSS selector of the clicked element: `"div > button.cta"`. Default: any. */
  readonly selector?: string | null;
  /** Tag of the clicked element: `"a"`. Default: any. */
  readonly tag_name?: string | null;
  /** Text of the clicked element. Default: any. */
  readonly text?: string | null;
  /** How `text` is compared. Default: `exact`. */
  readonly text_matching?: Matching | null;
  /** Target of the clicked link. Default: any. */
  readonly href?: string | null;
  /** How `href` is compared. Default: `exact`. */
  readonly href_matching?: Matching | null;
  /** URL of the page. Default: any. */
  readonly url?: string | null;
  /** How `url` is compared. Default: `contains`. */
  readonly url_matching?: Matching | null;
}

/** What `action({ … })` takes. */
export interface ActionInput extends DefinitionOptions {
  /** Name, at most 400 characters; unique among the actions of the project that are not deleted. */
  readonly name: string;
  /** What it is for. Default: empty. */
  readonly description?: string;
  /** The ways in which it happens, any of which will do. An action without any never happens. */
  readonly steps: readonly Step[];
  /** Post to Slack, or to another webhook of the project, whenever it happens. Default: `false`. */
  readonly post_to_slack?: boolean;
  /** What is posted, at most 1200 characters: `"[user.name] paid [event.properties.amount]"`. Default: empty, PostHog's own text. */
  readonly slack_message_format?: string;
  /**
   * Whether it stands at the top of lists. PostHog keeps the time at which it was pinned, and takes its own: a date says no more than
   * `true`, `null` no more than `false`. Left alone when absent; a new action is not pinned.
   */
  readonly pinned_at?: boolean | string | null;
  /** Tags, in any order; PostHog trims and lower-cases them. Left alone when absent. */
  readonly tags?: readonly string[];
}
