import type { Id, Ref } from "@posthog-definitions/core";
import type { Decoding } from "@posthog-definitions/core/kind";

/** The world as `decode` sees it, where these insights are managed, by id. */
export const knowing = (insights: Readonly<Record<number, string>>): Decoding => ({
  ref<K extends string>(kind: K, id: Id): Ref<K> {
    const key = kind === "insight" ? insights[Number(id)] : undefined;
    return key === undefined ? { $ref: kind, id } : { $ref: kind, key };
  },
  managed: ({ $ref, key }) => $ref === "insight" && key !== undefined && Object.values(insights).includes(key),
  side: () => [],
});
