/** Metrics of experiments, as experiments and saved metrics check, keep and show them. */
export { checkMetric, checkMetrics, isLegacyMetric, unitlessWindow, UNITLESS_WINDOW } from "./check.js";
export { actionsOf, checkActions, eventsOf, withActionNames, withoutActionNames } from "./references.js";
export { fingerprintOf, withFingerprints, withUuids } from "./stamps.js";
