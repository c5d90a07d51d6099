import type { Id } from "@posthog-definitions/core";

/**
 * __A__ __words__ as `GET /api/projects/{project}/__path__/` gives it, as far as it is read here. Rows that others made are
 * read too, also those of older servers: take nothing for granted but the id.
 */
export interface __type__Row {
  readonly id: Id;
  readonly name?: string | null; //: tag marker
  readonly description?: string | null; //: tag natural-key
  readonly __field__?: string | null; //: marker
  readonly tags?: readonly string[]; //: tag
  readonly __field__?: string; //: natural-key
}
