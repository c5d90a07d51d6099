import type { Builder } from "@posthog-definitions/core/kind";
import * as all from "../index.js";

export type BuilderName = keyof typeof all;

/** Every function that definition files import from this package. */
export const builders = Object.fromEntries(
  Object.entries(all).map(([name, make]) => [name, { name, from: "@posthog-definitions/queries", make }]),
) as unknown as Readonly<Record<BuilderName, Builder>>;
