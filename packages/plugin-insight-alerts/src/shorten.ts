import type { InsightAlertSpec } from "./spec.js";

/** The shortest input that says the same. */
export function shorten(spec: InsightAlertSpec): object {
  const { threshold, condition, config, subscribed_users, ...rest } = spec;
  const { type, bounds } = threshold;
  const said = Object.entries(rest).filter(([name, value]) => value !== usual[name]);
  const isFirst =
    config.type === "TrendsAlertConfig" && config.series_index === 0 && config.check_ongoing_interval === undefined;
  return {
    ...Object.fromEntries(said),
    ...(Object.keys(bounds).length === 0 && type === "absolute"
      ? {}
      : { threshold: { ...(type === "absolute" ? {} : { type }), bounds } }),
    ...(condition.type === "absolute_value" ? {} : { condition }),
    ...(isFirst ? {} : { config }),
    // The address is enough; who has none is known by number.
    ...(subscribed_users.length > 0
      ? {
          subscribed_users: subscribed_users.map((user) =>
            typeof user.lookup?.["email"] === "string" ? user.lookup["email"] : user,
          ),
        }
      : {}),
  };
}

const usual: Readonly<Record<string, unknown>> = {
  name: "",
  calculation_interval: "daily",
  // PostHog disables alerts by itself: only a definition that means it says more.
  enabled: true,
  skip_weekend: false,
  investigation_agent_enabled: false,
  investigation_gates_notifications: false,
  investigation_inconclusive_action: "notify",
};
