import type { Id } from "../values.js";

/**
 * Where PostHog's activity log speaks of the rows of a kind. A plan asks it who made a difference, for rows that drifted,
 * and names nobody of whom the log cannot know it.
 */
export interface Activity<Row extends object = object> {
  /** PostHog's name of the model, as the log's parameter `scope` takes it: `"FeatureFlag"`. */
  readonly scope: string;
  /** What the log calls a row. Default: its id. */
  item?(row: Row): Id;
  /**
   * The path of the rows' own log below a row's URL, `"activity/"`. On PostHog Cloud that one is there on every plan, the
   * project's is not. Default: the project's log is asked.
   */
  readonly path?: string;
  /**
   * Whether an entry is about this kind, by its `detail.type`, where several models share a scope and have ids of their
   * own. Default: every entry of the scope is.
   */
  about?(type: string | undefined): boolean;
  /**
   * PostHog puts a row's creator into an entry where it does not know who it was (a key). So nobody is named by an entry
   * that names the creator. Default: `false`.
   */
  readonly blamesCreator?: boolean;
}
