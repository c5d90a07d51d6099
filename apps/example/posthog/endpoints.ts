import { endpoint, hogql, trends } from "@posthog/definitions";
import { paidBill, uploadedFile } from "./events";
import { monthlyRevenue } from "./insights/revenue";

/** Shown on the status page: who reads it need not have an account. */
export const uploadsPerDay = endpoint({
  key: "uploads-per-day",
  name: "uploads-per-day",
  description: "Uploads of the last 30 days.",
  query: trends({ series: [uploadedFile], interval: "day", dateRange: "-30d" }),
  data_freshness_seconds: 3600,
  is_materialized: true,
});

/** Read by the finance team's spreadsheet every morning. */
export const revenueByMonth = endpoint({
  key: "revenue-by-month",
  name: "revenue-by-month",
  query: hogql(`
    select toStartOfMonth(timestamp) as month, sum(toFloat(properties.amount_usd)) as paid
    from events
    where event = '${paidBill.spec.name}'
    group by month
    order by month
  `),
  derived_from_insight: monthlyRevenue,
  tags: ["finance"],
});
