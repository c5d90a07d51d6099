import type { z } from "zod";
import type { Filters } from "./filters.js";
import type { spec } from "./schema.js";
import type { Tile } from "./tiles/tile.js";
import type { Variables } from "./variables.js";

/** A dashboard in its normal form. */
export interface DashboardSpec extends Omit<z.output<typeof spec>, "filters" | "variables" | "tiles"> {
  readonly filters?: Filters;
  readonly variables?: Variables;
  readonly tiles: readonly Tile[];
}
