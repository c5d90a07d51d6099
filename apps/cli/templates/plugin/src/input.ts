import type { DefinitionOptions } from "@posthog-definitions/core";

/** What `__factory__({ … })` takes. */ //: tag marker
/** What `__factory__({ … })` takes. Its key is PostHog's own `__field__`. */ //: natural-key
export interface __type__Input extends DefinitionOptions {
  /** Name, at most 200 characters. */ //: tag marker
  readonly name: string; //: tag marker
  /** What it is for. Default: empty. */
  readonly description?: string; //: tag natural-key
  readonly __field__?: string; //: marker
  /** Tags, in any order; PostHog trims and lower-cases them. Left alone when absent. */ //: tag
  readonly tags?: readonly string[]; //: tag
}
