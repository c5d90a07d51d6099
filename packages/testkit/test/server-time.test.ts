import { factory } from "@posthog-definitions/core";
import { collection, defineKind, later, tag } from "@posthog-definitions/core/kind";
import { expect, it } from "vitest";
import { z } from "zod";
import { checkConformance } from "../src/index.js";

interface Pin {
  readonly name: string;
  readonly pinned: boolean;
}
interface PinRow {
  readonly name: string;
  readonly pinned_at: string | null;
}

/** PostHog's actions, whose `pinned_at` takes the server's time whatever date is sent. */
const pins = defineKind<"pin", Pin, PinRow>({
  name: "pin",
  plural: "pins",
  summary: "Pins.",
  spec: z.object({ name: z.string().regex(/^[a-z]{1,8}$/), pinned: z.boolean().default(false) }),
  identity: tag(),
  unique: { field: "name", from: "name" },
  api: collection<PinRow>({ path: "actions/", scope: "action", paging: "none", remove: "soft" }),
  encode: ({ name }) => ({ name }),
  decode: ({ name }) => ({ name }),
  facets: {
    pinned: later<boolean, Pin, PinRow>({
      fresh: false,
      decode: (row) => Boolean(row.pinned_at),
      encode: (pinned) => ({ pinned_at: pinned ? "2020-01-01T00:00:00Z" : null }),
    }),
  },
});

it("a date for which the server takes its own clock is not lost by an interruption", async () => {
  const options = { factory: factory<"pin", { key: string } & Partial<Pin>>("pin"), runs: 60 };
  await expect(checkConformance("interruption", pins, options)).resolves.toBeUndefined();
});
