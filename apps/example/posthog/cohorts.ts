import { cohort, did, wherePerson } from "@posthog/definitions";
import { uploadedFile } from "./events";

export const powerUploaders = cohort({
  key: "power-uploaders",
  name: "Power uploaders",
  description: "Ten uploads or more in the last 30 days.",
  criteria: did(uploadedFile, { within: "30 days", times: { gte: 10 } }),
});

export const payingAccounts = cohort({
  key: "paying-accounts",
  name: "Paying accounts",
  criteria: wherePerson({ plan: { is_not: "free" } }),
});

export const staff = cohort({
  key: "staff",
  name: "Hedgebox staff",
  criteria: wherePerson({ email: { icontains: "@hedgebox.net" } }),
});
