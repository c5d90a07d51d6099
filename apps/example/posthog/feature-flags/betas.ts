import { featureFlag, inCohort } from "@posthog/definitions";
import { payingAccounts } from "../cohorts";
import { newOnboarding } from "./product";

/** One flag per beta, all rolled out to people who asked for it. */
const beta = (key: string, name: string, rollout: number) =>
  featureFlag({
    key: `beta-${key}`,
    name,
    filters: {
      groups: [
        {
          properties: [{ type: "person", key: "beta_tester", operator: "exact", value: "true" }],
          rollout_percentage: rollout,
        },
      ],
    },
    tags: ["beta"],
  });

export const betas = [
  beta("team-folders", "Folders that a team shares.", 100),
  beta("link-passwords", "Passwords on shared links.", 50),
  beta("desktop-sync", "The desktop client.", 10),
];

/** Sold, not tested: everybody who pays has it. */
export const auditLog = featureFlag({
  key: "audit-log",
  name: "Who opened which file.",
  groups: [{ properties: [inCohort(payingAccounts)], rollout_percentage: 100 }],
});

/** Only for people who got the new onboarding. */
export const onboardingChecklist = featureFlag({
  key: "onboarding-checklist",
  name: "A checklist beside the first files.",
  filters: {
    groups: [
      {
        properties: [{ type: "flag", key: newOnboarding, operator: "flag_evaluates_to", value: true }],
        rollout_percentage: 100,
      },
    ],
  },
});
