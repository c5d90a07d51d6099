import { dashboard } from "@posthog/definitions";
import { monthlyRevenue, planChanges, revenueByPlan, topAccounts } from "../insights/revenue";

export default dashboard({
  key: "revenue",
  name: "Revenue",
  restriction: "collaborators",
  tags: ["company"],
  protect: true,
  tiles: [
    { insight: monthlyRevenue, layout: { x: 0, y: 0, w: 12, h: 5 } },
    { insight: planChanges, layout: { x: 0, y: 5, w: 6, h: 5 } },
    { insight: revenueByPlan, layout: { x: 6, y: 5, w: 6, h: 5 } },
    { insight: topAccounts, layout: { x: 0, y: 10, w: 12, h: 6 } },
  ],
});
