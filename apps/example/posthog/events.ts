/** The events that Hedgebox's apps send, in one place, so that a definition cannot misspell one. */
export const events = {
  signedUp: "signed_up",
  uploadedFile: "uploaded_file",
  downloadedFile: "downloaded_file",
  sharedFile: "shared_file_link",
  invitedMember: "invited_team_member",
  upgradedPlan: "upgraded_plan",
  downgradedPlan: "downgraded_plan",
  paidBill: "paid_bill",
} as const;
