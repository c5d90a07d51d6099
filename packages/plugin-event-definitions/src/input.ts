import type { DefinitionOptions, Ref, Reference } from "@posthog-definitions/core";

/** What PostHog does with an event that does not fit its property groups. */
export type EnforcementMode = "allow" | "reject";

/** What `eventDefinition({ … })` takes. */
export interface EventDefinitionInput extends DefinitionOptions {
  /** Name of the event, as it is captured: `"user signed up"`, `"$pageview"`. At most 400 characters; another name is another event. */
  readonly name: string;
  /** What it is, and when it is sent. Default: empty. */
  readonly description?: string;
  /**
   * Who looks after it: the e-mail address of a member of the organisation, letter by letter as PostHog shows it; `null`
   * for nobody. Left alone when absent. With a key for single projects, which may not read members,
   * `lookup("organization-member", { id: 42 })`.
   */
  readonly owner?: string | Ref<"organization-member"> | null;
  /** Tags, in any order; PostHog trims and lower-cases them. Left alone when absent. */
  readonly tags?: readonly string[];
  /** Whether it may be relied on. Left alone when absent; a new one is not verified. Verifying an event shows it. */
  readonly verified?: boolean;
  /** Whether PostHog leaves it out where events are chosen. Left alone when absent; a new one is not hidden. Hiding an event takes `verified` off. */
  readonly hidden?: boolean;
  /** What becomes of events that do not fit `propertyGroups`. `reject` needs to be enabled by PostHog. Default: `allow`. */
  readonly enforcementMode?: EnforcementMode;
  /** PostHog's name of `enforcementMode`. */
  readonly enforcement_mode?: EnforcementMode;
  /** The property that PostHog shows beside the event: `"$pathname"`. At most 400 characters. Default: PostHog's own choice, as `null`. */
  readonly primaryProperty?: string | null;
  /** PostHog's name of `primaryProperty`. */
  readonly primary_property?: string | null;
  /** The groups of properties that it has, in any order. Default: none. */
  readonly propertyGroups?: readonly Reference<"property-group">[];
  /** Columns of the table of its latest occurrences. Left alone when absent. */
  readonly default_columns?: readonly string[];
}
