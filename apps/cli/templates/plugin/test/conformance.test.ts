import { conformance } from "@posthog-definitions/testkit";
import resources from "../src/emulator.js";
import { __factory__ } from "../src/index.js";
import { __factory__ as kind } from "../src/kind.js";

conformance(kind, {
  factory: __factory__,
  resources,
  samples: [
    __factory__({ key: "plain", name: "Plain" }), //: tag marker
    __factory__({ key: "plain" }), //: natural-key
    __factory__({ key: "described", name: "Described", description: "With a text" }), //: tag
    __factory__({ key: "described", name: "Described", __field__: "With a text" }), //: marker
    __factory__({ key: "described", description: "With a text" }), //: natural-key
  ],
});
