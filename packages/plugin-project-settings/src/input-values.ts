import type { HogQLQueryModifiers } from "@posthog-definitions/queries";

/** A rule that shortens paths before they are shown. Rules apply one after the other. */
export interface PathCleaningRule {
  /** What is looked for, as RE2. */
  readonly regex: string;
  /** What it becomes; `\1` is what the first group found. */
  readonly alias?: string;
  /** Where it stands among the rules, in PostHog's UI. */
  readonly order?: number;
}

/** How surveys look and behave, as far as it is declared. Members of the file join those that are there. */
export interface SurveyConfig {
  /** Colours, texts and places of all surveys, by PostHog's names. Replaced whole. */
  readonly appearance?: Readonly<Record<string, unknown>>;
  /** Whatever else PostHog keeps there. */
  readonly [more: string]: unknown;
}

/**
 * Switches of PostHog's SQL engine for all queries of the project, and whatever newer servers know. Members of the file
 * join those that are there.
 */
export type ProjectModifiers = HogQLQueryModifiers & Readonly<Record<string, unknown>>;

/** The support product. Members of the file join those that are there; what PostHog keeps by itself cannot be set. */
export interface ConversationsSettings {
  /** Addresses on which the widget may show. Empty: on all. */
  readonly widget_domains?: readonly string[] | null;
  /** What the widget says first. */
  readonly widget_greeting_text?: string | null;
  /** Colour of the widget: `"#1d4aff"`. */
  readonly widget_color?: string | null;
  /** Whatever else PostHog keeps there. */
  readonly [more: string]: unknown;
}

/** What is done with logs. */
export interface LogsSettings {
  /** For how many days they are kept: 14, or what the plan allows. Can be changed once in 24 hours. */
  readonly retention_days?: number;
  /** Whatever else PostHog keeps there. */
  readonly [more: string]: unknown;
}
