import { propertyGroup } from "@posthog/definitions";

/** Who pays for what, on every event of a signed-in person. */
export const account = propertyGroup({
  key: "account",
  description: "The account that the person works in.",
  properties: {
    plan: {
      type: "String",
      required: true,
      validation_rules: { enum: ["free", "personal", "team", "business"] },
      description: "The plan at the time of the event.",
    },
    seats: { type: "Numeric", validation_rules: { minimum: 1 } },
    is_trial: { type: "Boolean" },
  },
});

export const file = propertyGroup({
  key: "file",
  description: "The file that something was done with.",
  properties: {
    file_type: { type: "String", required: true, description: "As MIME has it: image/png." },
    file_size_b: { type: "Numeric", required: true, validation_rules: { minimum: 0 }, description: "In bytes." },
    uploaded_at: { type: "DateTime" },
  },
});

export const sharing = propertyGroup({
  key: "sharing",
  description: "How a link to a file was shared.",
  properties: {
    channel: { type: "String", validation_rules: { enum: ["email", "link", "chat"] } },
    has_password: { type: "Boolean" },
    expires_at: { type: "DateTime" },
  },
});

export const money = propertyGroup({
  key: "money",
  description: "What was paid.",
  properties: {
    amount_usd: { type: "Numeric", required: true, validation_rules: { minimum: 0 } },
    account_name: { type: "String", is_optional_in_types: true, required: true, description: "Added by the server." },
    invoice: { type: "Object", description: "The invoice, as the payment provider has it." },
  },
});
