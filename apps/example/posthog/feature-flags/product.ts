import { featureFlag } from "@posthog/definitions";

export const newOnboarding = featureFlag({
  key: "new-onboarding",
  name: "The guided first upload.",
  filters: {
    groups: [
      {
        properties: [{ type: "person", key: "email", operator: "icontains", value: "@hedgebox.net" }],
        rollout_percentage: 100,
      },
      { rollout_percentage: 25 },
    ],
  },
  tags: ["onboarding"],
});

export const fileEngagementBoost = featureFlag({
  key: "file-engagement-boost",
  name: "Nudges on the file page.",
  filters: {
    groups: [{ properties: [{ type: "person", key: "is_signed_up", operator: "exact", value: "true" }] }],
    multivariate: {
      variants: [
        { key: "control", name: "No nudge", rollout_percentage: 34 },
        { key: "red", name: "Red banner", rollout_percentage: 33 },
        { key: "blue", name: "Blue banner", rollout_percentage: 33 },
      ],
    },
    payloads: { red: { text: "Share this file" }, blue: { text: "Share this file" } },
  },
  ensure_experience_continuity: true,
});

export const uploadLimits = featureFlag({
  key: "upload-limits",
  name: "Limits of the free plan, in megabytes.",
  is_remote_configuration: true,
  filters: {
    groups: [{ rollout_percentage: 100 }],
    payloads: { true: { free: 250, pro: 5_000 } },
  },
});

export const pricingPage = featureFlag({
  key: "pricing-page",
  name: "One price or three.",
  filters: {
    groups: [{ rollout_percentage: 100 }],
    multivariate: {
      variants: [
        { key: "control", name: "One price", rollout_percentage: 50 },
        { key: "three", name: "Three plans", rollout_percentage: 50 },
      ],
    },
  },
});
