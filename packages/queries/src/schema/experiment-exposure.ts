import { z } from "zod";
import type {
  ExperimentActionExposureConfig,
  ExperimentEventExposureConfig,
  ExperimentExposureConfig,
  ExperimentExposureCriteria,
  ExposureAction,
  ExposureEvent,
} from "../types/experiment-exposure.js";
import { choice } from "./choice.js";
import { someEventName } from "./event-name.js";
import { normaliseExposureCriteria } from "./metric-form.js";
import { filterList } from "./properties.js";
import { reference } from "./reference.js";
import { pickSeries } from "./series.js";
import { flag, strict, version, type Schema } from "./strict.js";
import type { Wire } from "./wire.js";

const eventKind = "ExperimentEventExposureConfig" as const;
const properties = filterList.optional();
const ofEvent = { event: someEventName, properties };

const exposureConfig = choice<ExperimentExposureConfig>()(
  {
    named: someEventName.transform((event): Wire => ({ kind: eventKind, event })),
    event: strict<ExposureEvent>()(ofEvent, { lower: (event) => ({ kind: eventKind, ...event }) }),
    action: strict<ExposureAction>()(
      { action: reference("action"), properties },
      { lower: ({ action, ...rest }) => ({ kind: "ActionsNode", id: action, ...rest }) },
    ),
    ExperimentEventExposureConfig: strict<ExperimentEventExposureConfig>()({
      kind: z.literal(eventKind),
      ...ofEvent,
      version,
    }),
    ActionsNode: strict<ExperimentActionExposureConfig>()({
      kind: z.literal("ActionsNode"),
      id: reference("action"),
      properties,
      name: z.string().nullable().optional(),
      version,
    }),
  },
  pickSeries<typeof eventKind | "ActionsNode">([eventKind, "ActionsNode"]),
);

/** An experiment's `exposure_criteria`, in normal form, with references as data where ids will stand. */
export const experimentExposureCriteria: Schema<ExperimentExposureCriteria, Wire> =
  strict<ExperimentExposureCriteria>()({
    filterTestAccounts: flag,
    exposure_config: exposureConfig.optional(),
    multiple_variant_handling: z.enum(["exclude", "first_seen"]).optional(),
  }).transform((criteria) => normaliseExposureCriteria(criteria)) as unknown as Schema<
    ExperimentExposureCriteria,
    Wire
  >;
