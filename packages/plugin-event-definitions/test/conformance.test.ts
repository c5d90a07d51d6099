import { propertyGroup } from "@posthog-definitions/plugin-property-groups";
import { propertyGroup as propertyGroupKind } from "@posthog-definitions/plugin-property-groups/kind";
import { conformance, fc } from "@posthog-definitions/testkit";
import { eventDefinition } from "../src/index.js";
import { eventDefinition as kind } from "../src/kind.js";

const billing = propertyGroup({ key: "billing", properties: { plan: { type: "String", required: true } } });
const identity = propertyGroup({ key: "identity", properties: { user_id: { type: "String" } } });
const device = propertyGroup({ key: "device", properties: {} });

conformance(kind, {
  factory: eventDefinition,
  kinds: [propertyGroupKind],
  friends: [billing, identity, device],
  switches: { schemaEnforcement: true },
  samples: [
    eventDefinition({ key: "$pageview", name: "$pageview", primary_property: "$pathname", tags: ["web"] }),
    eventDefinition({
      key: "billing:upgraded.v2",
      name: "user upgraded",
      enforcement_mode: "reject",
      verified: true,
      propertyGroups: [identity, billing],
    }),
  ],
  arbitraries: {
    owner: fc.constantFrom("caller@example.com", "teammate@example.com", null),
  },
});
