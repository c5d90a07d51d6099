import { insightVariable } from "@posthog/definitions";

/** What `{variables.plan}` is in SQL. */
export const plan = insightVariable({
  key: "plan",
  name: "Plan",
  type: "List",
  values: ["free", "personal", "team", "business"],
  default_value: "team",
});

export const leastPaid = insightVariable({
  key: "least_paid",
  name: "Paid at least (USD)",
  type: "Number",
  default_value: 100,
});
