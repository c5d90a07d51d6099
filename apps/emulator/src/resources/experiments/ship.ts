import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { boolean, parseFields, text } from "../../server/fields.js";
import { groupsOf, variantsOf } from "../feature-flags/filters/parts.js";
import { changeFlag } from "../feature-flags/write.js";
import { conclusion, conclusionComment } from "./fields.js";
import { findExperiment } from "./find.js";
import { flagOf } from "./flag.js";
import { putExperiment } from "./lifecycle.js";
import { showExperiment } from "./show.js";
import { isDraft, isLaunchedAndOpen } from "./table.js";

const fields = {
  conclusion,
  conclusion_comment: conclusionComment,
  open_cleanup_pr: boolean(),
  variant_key: text({ required: true }),
  release_to_everyone: boolean(),
};

/**
 * `POST {id}/ship_variant/`: one variant for all who match, and the end of the experiment if it still runs. The flag goes
 * through its own rules: where a person has to approve that, the experiment goes on.
 */
export function shipVariant(call: Call): Answer {
  const experiment = findExperiment(call);
  const sent = parseFields(fields, call.data);
  if (isDraft(experiment)) throw invalid("Experiment has not been launched yet.");
  const flag = flagOf(call, experiment);
  const variants = variantsOf(flag.filters).map(({ value }) => value);
  if (!variants.some(({ key }) => key === sent.variant_key))
    throw invalid(`Variant '${sent.variant_key}' not found on feature flag.`);
  const everybody = {
    properties: [],
    rollout_percentage: 100,
    description: "Added automatically when the experiment was ended to keep only one variant.",
  };
  const groups = groupsOf(flag.filters).map(({ value }) => value);
  return call.store.transaction(() => {
    changeFlag(call, flag, {
      filters: {
        groups: sent.release_to_everyone ? [everybody, ...groups] : groups,
        multivariate: {
          variants: variants.map(({ key, name }) => ({
            key: key ?? null,
            rollout_percentage: key === sent.variant_key ? 100 : 0,
            ...(name ? { name } : {}),
          })),
        },
      },
    });
    const shipped = putExperiment(call, experiment, {
      ...(isLaunchedAndOpen(experiment) ? { end_date: call.now } : {}),
      ...(sent.conclusion === undefined || sent.conclusion === null ? {} : { conclusion: sent.conclusion }),
      ...(sent.conclusion_comment === undefined || sent.conclusion_comment === null
        ? {}
        : { conclusion_comment: sent.conclusion_comment }),
    });
    return ok(showExperiment(call, shipped));
  });
}
