import { hogql, insight, sqlChart, trends } from "@posthog/definitions";
import { leastPaid, plan } from "../variables";
import { downgradedPlan, paidBill, upgradedPlan } from "../events";

export const monthlyRevenue = insight({
  key: "monthly-revenue",
  name: "Monthly revenue",
  query: trends({
    series: [{ event: paidBill, math: "sum", math_property: "amount_usd" }],
    interval: "month",
    dateRange: { date_from: "-12m" },
    trendsFilter: {
      aggregationAxisPrefix: "$",
      goalLines: [{ label: "Plan", value: 120_000 }],
    },
  }),
  tags: ["revenue"],
});

export const planChanges = insight({
  key: "plan-changes",
  name: "Upgrades and downgrades",
  query: trends({
    series: [
      { event: upgradedPlan, name: "Up" },
      { event: downgradedPlan, name: "Down" },
    ],
    interval: "week",
    trendsFilter: { formula: "A - B" },
  }),
  tags: ["revenue"],
});

export const topAccounts = insight({
  key: "top-accounts",
  name: "Accounts that pay most",
  query: hogql(`
    select properties.account_name as account, sum(toFloat(properties.amount_usd)) as paid
    from events
    where event = '${paidBill.spec.name}' and timestamp > now() - interval 90 day
    group by account
    order by paid desc
    limit 25
  `),
  tags: ["revenue"],
});

/** Of one plan, which whoever looks at it may choose. */
export const accountsOfPlan = insight({
  key: "accounts-of-plan",
  name: "Accounts of a plan",
  query: hogql({
    query: `
    select properties.account_name as account, sum(toFloat(properties.amount_usd)) as paid
    from events
    where event = '${paidBill.spec.name}' and properties.plan = {variables.plan}
    group by account
    having paid >= {variables.least_paid}
    order by paid desc
  `,
    variables: { plan, least_paid: leastPaid },
  }),
  tags: ["revenue"],
});

export const revenueByPlan = insight({
  key: "revenue-by-plan",
  name: "Revenue by plan",
  query: sqlChart(
    `
    select properties.plan as plan, sum(toFloat(properties.amount_usd)) as paid
    from events
    where event = '${paidBill.spec.name}'
    group by plan
  `,
    {
      display: "ActionsBar",
      chartSettings: {
        xAxis: { column: "plan" },
        yAxis: [{ column: "paid", settings: { formatting: { prefix: "$", style: "short" } } }],
      },
    },
  ),
  tags: ["revenue"],
});
