import type { Body } from "@posthog-definitions/core";
import { collection, defineKind, foldTags, tag, type Kind } from "@posthog-definitions/core/kind"; //: tag
import { collection, defineKind, marker, type Kind } from "@posthog-definitions/core/kind"; //: marker
import { collection, defineKind, naturalKey, type Kind } from "@posthog-definitions/core/kind"; //: natural-key
import type { __type__Row } from "./row.js";
import { spec } from "./schema.js";

/** __A__ __words__ in its normal form: what `spec` gives. */
export interface __type__Spec {
  readonly name: string; //: tag marker
  readonly description: string; //: tag natural-key
  readonly __field__: string; //: marker
  readonly tags?: readonly string[]; //: tag
}

export const __factory__: Kind<"__kind__", __type__Spec, __type__Row> = defineKind<
  "__kind__",
  __type__Spec,
  __type__Row
>({
  name: "__kind__",
  plural: "__plural__",
  summary: "__Pluralwords__: what they are, in a few words.",
  spec,
  // Whose a row is stands in a tag of it. //: tag
  identity: tag(), //: tag
  // Whose a row is stands in a comment at the end of this text. //: marker
  identity: marker("__field__"), //: marker
  // PostHog's own key is the definition's, and a row says nothing of whose it is: a definition takes over the row of its //: natural-key
  // key, and one that has left the files leaves its row behind. //: natural-key
  identity: naturalKey("__field__"), //: natural-key
  api: collection<__type__Row>({ path: "__path__/", scope: "__scope__", remove: "hard" }),

  encode: (spec): Body => ({
    name: spec.name, //: tag marker
    description: spec.description, //: tag natural-key
    __field__: spec.__field__, //: marker
    tags: spec.tags, //: tag
  }),

  decode: (row): __type__Spec => ({
    name: row.name ?? "", //: tag marker
    description: row.description ?? "", //: tag natural-key
    __field__: row.__field__ ?? "", //: marker
    tags: foldTags(row.tags), //: tag
  }),

  title: (row) => row.name ?? undefined, //: tag marker
  title: (row) => row.__field__, //: natural-key
  url: (row) => `__path__/${row.id}`,
});

export default [__factory__];
