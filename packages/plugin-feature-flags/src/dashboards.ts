import { refText, type Ref } from "@posthog-definitions/core";
import { fields, type Facet } from "@posthog-definitions/core/kind";
import { listOr, type FlagRow } from "./row.js";
import type { FlagSpec } from "./spec.js";

type Dashboards = readonly Ref<"dashboard">[] | undefined;

const missing = (want: Dashboards = [], have: Dashboards = []): readonly Ref<"dashboard">[] => {
  const there = new Set(have.map(refText));
  return want.filter((ref) => !there.has(refText(ref)));
};

/** The dashboards of a flag. The server only ever adds to them, so those that the file does not name are not compared. */
export const dashboards: Facet<Dashboards, FlagSpec, FlagRow> = {
  fresh: () => [],
  decode: (row, at) =>
    listOr(row.analytics_dashboards)
      .filter((id) => typeof id === "number")
      .map((id) => at.ref("dashboard", id)),
  ours: (have, want = []) => want.filter((ref) => !missing(want, have).includes(ref)),
  write: ({ want, have }) => {
    const added = missing(want, have);
    return added.length === 0 ? [] : [fields({ analytics_dashboards: added })];
  },
};
