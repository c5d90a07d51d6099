import { conformance, fc } from "@posthog-definitions/testkit";
import { insightVariable } from "../src/index.js";
import { insightVariable as kind } from "../src/kind.js";

const words = fc.subarray(["a", "b", 3, true]);
conformance(kind, {
  factory: insightVariable,
  samples: [
    insightVariable({ key: "country", name: "Country", type: "List", values: ["AT", "DE"], default_value: "AT" }),
    insightVariable({ key: "plans", name: "All plans", type: "List", is_multi: true, default_value: ["a", 1] }),
    insightVariable({ key: "from", name: "From", type: "Date", default_value: "-7d" }),
  ],
  arbitraries: { key: fc.stringMatching(/^[a-z0-9_]{1,8}$/), values: words },
});
