import { refText, type Path, type Spec } from "@posthog-definitions/core";
import type { Checking } from "@posthog-definitions/core/kind";
import { listOr, objectOr } from "./row.js";
import type { ExperimentSpec, FlagParameters } from "./spec.js";

type Report = (path: Path, message: string, severity?: "error" | "warning") => void;

/** What PostHog refuses late, and what it would take and not mean. */
export function check(spec: ExperimentSpec, report: Report, at: Checking): void {
  checkLife(spec, report);
  checkSavedMetrics(spec, report);
  const flag = spec.featureFlag && at.spec(spec.featureFlag);
  if (flag) checkFlag(spec, flagOf(flag), report);
}

function checkLife({ lifecycle, archived, conclusion, conclusionComment }: ExperimentSpec, report: Report): void {
  if (lifecycle === "stopped") return;
  const only = 'is for an experiment that has ended: say `lifecycle: "stopped"` too, or leave it out.';
  if (conclusion) report(["conclusion"], `A conclusion ${only}`);
  if (conclusionComment) report(["conclusionComment"], `A comment on the conclusion ${only}`);
  if (archived === true) report(["archived"], `The archive ${only}`);
}

function checkSavedMetrics(
  { primarySavedMetrics: primary, secondarySavedMetrics: secondary }: ExperimentSpec,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const [field, list] of [
    ["primarySavedMetrics", primary],
    ["secondarySavedMetrics", secondary],
  ] as const)
    list.forEach((metric, i) => {
      if (seen.has(refText(metric))) report([field, i], "PostHog takes a saved metric once, as primary or secondary.");
      seen.add(refText(metric));
    });
}

interface Flag {
  readonly variants: readonly { readonly key: string; readonly rollout_percentage: unknown }[];
  readonly rollout: unknown;
}

/** The flag's own definition, as far as it says something: one without `filters` leaves them to PostHog. */
function flagOf(spec: Spec): Flag | undefined {
  const filters = objectOr(spec["filters"]);
  if (spec["filters"] === undefined) return undefined;
  const variants = listOr(objectOr(filters["multivariate"])["variants"]).map((variant) => {
    const { key, rollout_percentage } = objectOr(variant);
    return { key: String(key), rollout_percentage };
  });
  return { variants, rollout: objectOr(listOr(filters["groups"])[0])["rollout_percentage"] };
}

const MOST_VARIANTS = 20;

function checkFlag(spec: ExperimentSpec, flag: Flag | undefined, report: Report): void {
  if (!flag) return;
  const count = flag.variants.length;
  if (count < 2)
    report(
      ["featureFlag"],
      `An experiment compares variants, and the flag has ${count === 1 ? "one alone" : "none"}: give it at least two, such as \`variants: { control: 50, test: 50 }\`.`,
    );
  else if (count > MOST_VARIANTS)
    report(["featureFlag"], `An experiment takes ${MOST_VARIANTS} variants; the flag has ${count}.`);
  if (count < 2) return;
  const keys = flag.variants.map(({ key }) => key);
  checkVariantKeys(spec, keys, report);
  checkParameters(spec.parameters, flag, report);
}

const listed = (keys: readonly string[]): string => keys.map((key) => `\`${key}\``).join(", ");

function checkVariantKeys(
  { stats_config, excluded_variants = [] }: ExperimentSpec,
  keys: readonly string[],
  report: Report,
): void {
  const said = stats_config?.baseline_variant_key;
  if (said !== undefined && !keys.includes(said))
    report(["stats_config", "baseline_variant_key"], `The flag has no variant \`${said}\`; it has ${listed(keys)}.`);
  const baseline = said ?? (keys.includes("control") ? "control" : keys[0]!);
  excluded_variants.forEach((key, i) => {
    if (key === baseline)
      report(["excluded_variants", i], `\`${key}\` is what the others are compared with, and cannot be left out.`);
    else if (!keys.includes(key))
      report(["excluded_variants", i], `The flag has no variant \`${key}\`; it has ${listed(keys)}.`);
  });
  if (keys.every((key) => key === baseline || excluded_variants.includes(key)))
    report(["excluded_variants"], "One variant at least has to be left to compare with the baseline.");
}

const IGNORED = "The flag's own definition decides, and this is not sent: take it out here, or bring the two in line.";

function checkParameters(parameters: FlagParameters | undefined, flag: Flag, report: Report): void {
  const { feature_flag_variants: variants, rollout_percentage: rollout } = parameters ?? {};
  const differ =
    variants !== undefined &&
    (variants.length !== flag.variants.length ||
      variants.some(({ key, rollout_percentage: share }) => {
        const there = flag.variants.find((variant) => variant.key === key);
        return !there || (share !== undefined && there.rollout_percentage !== share);
      }));
  if (differ)
    report(["parameters", "feature_flag_variants"], `These variants are not those of the flag. ${IGNORED}`, "warning");
  if (rollout !== undefined && flag.rollout !== rollout)
    report(["parameters", "rollout_percentage"], `The flag is rolled out to another share. ${IGNORED}`, "warning");
}
