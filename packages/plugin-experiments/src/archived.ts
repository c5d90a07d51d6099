import type { Facet, Step } from "@posthog-definitions/core/kind";
import { stateOf } from "./lifecycle.js";
import type { ExperimentRow } from "./row.js";
import type { ExperimentSpec } from "./spec.js";

const call = (path: string): readonly Step[] => [{ step: "call", method: "POST", of: "row", path, body: {} }];

/** Comes after the lifecycle, since only what has ended is archived. `check` has seen to it that it will have. */
export const archived: Facet<boolean | undefined, ExperimentSpec, ExperimentRow> = {
  fresh: () => false,
  decode: (row) => row.archived === true,
  write({ want, have, spec, row, note }) {
    if (want === have) return [];
    if (want) {
      note("archives it, and its flag with it if that is off");
      return call("archive/");
    }
    // A reset brings it back by itself.
    const isReset = row !== undefined && spec.lifecycle === "draft" && stateOf(row) !== "draft";
    return isReset ? [] : call("unarchive/");
  },
};
