import { funnels, insight, trends } from "@posthog/definitions";
import { invitedMember, sharedFile, signedUp, uploadedFile } from "../events";

export const weeklySignups = insight({
  key: "weekly-signups",
  name: "Weekly signups",
  description: "People who made an account.",
  query: trends({
    series: [{ event: signedUp, math: "dau" }],
    interval: "week",
    dateRange: { date_from: "-90d" },
    trendsFilter: { display: "ActionsBar" },
  }),
  tags: ["acquisition"],
});

export const signupsBySource = insight({
  key: "signups-by-source",
  name: "Signups by source",
  query: trends({
    series: [{ event: signedUp }],
    breakdownFilter: { breakdown: "$initial_utm_source", breakdown_type: "person" },
    dateRange: { date_from: "-30d" },
  }),
  tags: ["acquisition"],
});

export const activation = insight({
  key: "activation",
  name: "Activation",
  description: "From the account to the first file shared, within two weeks.",
  query: funnels({
    series: [
      { event: signedUp, name: "Made an account" },
      { event: uploadedFile, name: "Uploaded a file" },
      { event: sharedFile, name: "Shared it" },
    ],
    funnelsFilter: { funnelWindowInterval: 14, funnelWindowIntervalUnit: "day" },
    dateRange: { date_from: "-90d" },
  }),
  tags: ["acquisition", "activation"],
});

export const invites = insight({
  key: "invites",
  name: "Invited team members",
  query: trends({ series: [{ event: invitedMember }], interval: "week" }),
  tags: ["acquisition"],
});
