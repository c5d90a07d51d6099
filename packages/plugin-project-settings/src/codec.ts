import type { Spec } from "@posthog-definitions/core";
import type { Decoding } from "@posthog-definitions/core/kind";
import { decodeBareQuery, encodeQuery, normaliseQuery } from "@posthog-definitions/queries/schema";
import { inCustomerEvents, inGoals } from "./events.js";
import { decodeFilters, encodeFilters, normalFilters } from "./filters.js";
import { ours, theirs } from "./kept.js";
import { decodeLinkedFlag, encodeLinkedFlag } from "./linked-flag.js";
import { withoutEmpty } from "./merged.js";
import { normalRevenue } from "./revenue-events.js";
import { settingNames } from "./schema.js";

/** The project as `GET /api/projects/{id}/` shows it. Only settings are ever looked at: it holds secrets besides. */
export type ProjectRow = Readonly<Record<string, unknown>>;

const numberOr = (value: unknown): unknown =>
  typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value)) ? Number(value) : value;

const idOr = <R>(value: unknown, ref: (id: number | string) => R): R | null =>
  typeof value === "number" || typeof value === "string" ? ref(value) : null;

/** Settings that are not the same in a file and on the wire. All others are. */
const decoders: Readonly<Record<string, (value: unknown, at: Decoding) => unknown>> = {
  customer_analytics_config: (value, at) => inCustomerEvents(value, (node) => decodeBareQuery(node, at)),
  default_data_theme: (value, at) => idOr(value, (id) => at.ref("data-color-theme", id)),
  marketing_analytics_config: (value, at) => inGoals(value, (node) => decodeBareQuery(node, at)),
  primary_dashboard: (value, at) => idOr(value, (id) => at.ref("dashboard", id)),
  session_recording_linked_flag: decodeLinkedFlag,
  session_recording_sample_rate: numberOr,
  test_account_filters: decodeFilters,
};

const encoders: Readonly<Record<string, (value: unknown) => unknown>> = {
  customer_analytics_config: (value) => inCustomerEvents(value, encodeQuery),
  marketing_analytics_config: (value) => inGoals(value, encodeQuery),
  session_recording_linked_flag: encodeLinkedFlag,
  session_recording_sample_rate: (value) => (typeof value === "number" ? value.toFixed(2) : value),
  test_account_filters: encodeFilters,
};

export const decode = (row: ProjectRow, at: Decoding): Spec =>
  Object.fromEntries(
    settingNames.flatMap((name) => {
      const value = row[name];
      return value === undefined ? [] : [[name, decoders[name]?.(value, at) ?? ours(name, value)]];
    }),
  );

export const encode = (spec: Spec, row: ProjectRow | undefined): Spec =>
  Object.fromEntries(
    Object.entries(spec).map(([name, value]) => {
      if (name === "logs_settings" && value !== null) return [name, { ...theirs(name, row), ...(value as object) }];
      return [name, encoders[name]?.(value) ?? value];
    }),
  );

const normalisers: Readonly<Record<string, (value: unknown) => unknown>> = {
  customer_analytics_config: (value) => inCustomerEvents(value, normaliseQuery),
  marketing_analytics_config: (value) => inGoals(value, normaliseQuery),
  revenue_analytics_config: normalRevenue,
  test_account_filters: normalFilters,
};

export const normalise = (spec: Spec): Spec =>
  withoutEmpty(
    Object.fromEntries(Object.entries(spec).map(([name, value]) => [name, normalisers[name]?.(value) ?? value])),
  );
