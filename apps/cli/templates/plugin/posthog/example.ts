import { __factory__ } from "__package__";

export default __factory__({
  key: "example",
  name: "Example", //: tag marker
  description: "Made from posthog/example.ts", //: tag natural-key
  __field__: "Made from posthog/example.ts", //: marker
});
