import { eventDefinition } from "@posthog/definitions";
import { account, file, money, sharing } from "./property-groups";

/** The events that Hedgebox's apps send. The apps capture them by these definitions, so that neither side misspells one. */
export const signedUp = eventDefinition({
  key: "signed-up",
  name: "signed_up",
  description: "Somebody made an account.",
  verified: true,
  tags: ["acquisition"],
});

export const uploadedFile = eventDefinition({
  key: "uploaded-file",
  name: "uploaded_file",
  description: "A file has arrived whole.",
  verified: true,
  propertyGroups: [account, file],
});

export const downloadedFile = eventDefinition({
  key: "downloaded-file",
  name: "downloaded_file",
  description: "A download was begun.",
  propertyGroups: [account, file],
});

export const deletedFile = eventDefinition({
  key: "deleted-file",
  name: "deleted_file",
  description: "A file went to the bin.",
  propertyGroups: [account, file],
});

export const sharedFile = eventDefinition({
  key: "shared-file-link",
  name: "shared_file_link",
  description: "A link to a file was made.",
  verified: true,
  primaryProperty: "channel",
  propertyGroups: [account, file, sharing],
});

export const invitedMember = eventDefinition({
  key: "invited-team-member",
  name: "invited_team_member",
  description: "An invitation to an account was sent.",
  propertyGroups: [account],
});

export const upgradedPlan = eventDefinition({
  key: "upgraded-plan",
  name: "upgraded_plan",
  description: "An account pays more from now on.",
  propertyGroups: [account],
});

export const downgradedPlan = eventDefinition({
  key: "downgraded-plan",
  name: "downgraded_plan",
  description: "An account pays less from now on, or nothing.",
  propertyGroups: [account],
});

export const paidBill = eventDefinition({
  key: "paid-bill",
  name: "paid_bill",
  description: "A payment was received.",
  verified: true,
  propertyGroups: [account, money],
});
