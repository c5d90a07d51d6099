/** One kind of mistake: which exit code it ends a run with, and what it means. The docs' table of errors is made from this. */
export interface CatalogueEntry {
  /** 1 definitions · 2 PostHog · 3 configuration · 5 plugin · 6 stale plan · 7 guard. A warning never ends a run. */
  readonly exit: 1 | 2 | 3 | 5 | 6 | 7;
  readonly meaning: string;
  /** It stops what it is about, and what depends on that; everything else goes on. Default: it stops the run. */
  readonly only?: "address";
}

const entries = {
  // Files
  "no-definitions": { exit: 1, meaning: "The directory holds no definition." },
  "syntax-error": { exit: 1, meaning: "A definition file does not parse." },
  "import-not-found": { exit: 1, meaning: "A definition file imports something that does not exist." },
  "load-failed": { exit: 1, meaning: "A definition file threw an error while it was loaded." },
  // Definitions
  "invalid-field": { exit: 1, meaning: "A field has a value that it cannot have." },
  "unknown-field": { exit: 1, meaning: "A definition has a field that its kind does not know." },
  "missing-field": { exit: 1, meaning: "A required field is missing." },
  "alias-conflict": { exit: 1, meaning: "A field is given twice, under two of its names." },
  "invalid-key": { exit: 1, meaning: "A key has a form that PostHog or the identity mark cannot hold." },
  "duplicate-key": { exit: 1, meaning: "Two definitions of a kind have the same key." },
  "case-only-difference": { exit: 1, meaning: "Two keys differ in their case alone, and PostHog folds case." },
  "duplicate-unique": {
    exit: 1,
    meaning: "Two definitions of a kind have the same value in a field that PostHog keeps unique.",
  },
  "reserved-tag": { exit: 1, meaning: "A tag starts with `iac:`, which marks managed rows." },
  "invalid-ignore": { exit: 1, meaning: "An `ignore` path names a field that the kind does not have." },
  "invalid-statement": { exit: 1, meaning: "An `adopt`, `moved` or `forget` names something that does not exist." },
  "adopt-everywhere": { exit: 1, meaning: "An `adopt` names one row for all environments." },
  "reference-not-found": { exit: 1, meaning: "A reference names a definition that does not exist." },
  "reference-cycle": { exit: 1, meaning: "Definitions refer to each other in a circle." },
  "lookup-not-found": { exit: 1, meaning: "A lookup fits no row of the project." },
  "lookup-ambiguous": { exit: 1, meaning: "A lookup fits more than one row of the project." },
  "unknown-target": { exit: 3, meaning: "`--target` or `--kind` names nothing that is defined." },
  refused: { exit: 1, only: "address", meaning: "PostHog has no way to get from the present state to the wanted one." },
  "not-supported": { exit: 1, meaning: "A field is accepted, but PostHog does not keep it." },
  // Identity
  "unique-held": {
    exit: 1,
    only: "address",
    meaning: "A row that is not managed holds a name that PostHog keeps unique.",
  },
  "same-name": { exit: 1, meaning: "A row that is not managed has the name of one about to be created." },
  renamed: { exit: 1, meaning: "A row gets another key, by which it is asked for from outside." },
  twin: { exit: 1, meaning: "Two rows carry the same identity." },
  "not-managed": { exit: 1, only: "address", meaning: "A write would touch a row that is not managed." },
  "mark-lost": { exit: 2, meaning: "PostHog did not keep the identity mark." },
  // Pull
  "row-left-out": { exit: 1, meaning: "A row cannot be written as a definition." },
  "row-gone": { exit: 1, meaning: "A file that `pull` wrote is of a row that the project does not have." },
  "file-edited": { exit: 1, meaning: "A file that `pull` wrote has been edited by hand, and is left alone." },
  "drift-not-taken": {
    exit: 1,
    meaning: "What somebody changed in PostHog cannot be written into its place in a file.",
  },
  "drift-unclear": {
    exit: 1,
    meaning: "A row and its definition differ, and both may have changed: `pull` leaves the file alone.",
  },
  "field-left-alone": { exit: 1, meaning: "What PostHog keeps in a field cannot be written as a definition." },
  // Environments
  "environment-unknown": { exit: 3, meaning: "An environment is named that posthog.config.ts does not have." },
  "environment-missing": { exit: 3, meaning: "Something differs between environments, and no value can be chosen." },
  // Secrets and environment variables
  "env-missing": { exit: 3, meaning: "An environment variable that a definition needs is not set." },
  // Configuration
  "config-invalid": { exit: 3, meaning: "The configuration cannot be used." },
  "credentials-missing": { exit: 3, meaning: "No personal API key, or no project, is configured." },
  "credentials-invalid": { exit: 3, meaning: "PostHog does not accept the key." },
  "credentials-kind": { exit: 3, meaning: "The credential is of a kind that this API does not take." },
  "scope-missing": { exit: 3, meaning: "The key lacks a scope." },
  "project-not-found": { exit: 3, meaning: "The project does not exist on this host." },
  "project-no-access": { exit: 3, meaning: "The key's owner has no access to the project." },
  "not-permitted": { exit: 3, meaning: "The key's owner may not change something that is declared." },
  "host-invalid": { exit: 3, meaning: "The host cannot be used." },
  "arguments-invalid": { exit: 3, meaning: "The command line is wrong." },
  "local-database": { exit: 3, meaning: "The local project's database cannot be opened." },
  // PostHog
  unreachable: { exit: 2, meaning: "PostHog cannot be reached." },
  "not-json": { exit: 2, meaning: "The host answered with something other than JSON." },
  "rate-limited": { exit: 2, meaning: "PostHog's rate limit does not let the run go on in reasonable time." },
  "request-refused": { exit: 2, meaning: "PostHog refused a request." },
  "server-error": { exit: 2, meaning: "PostHog failed." },
  conflict: { exit: 2, meaning: "Somebody else changed the row in the meantime." },
  "not-kept": { exit: 2, meaning: "PostHog accepted a write, but did not keep a field of it." },
  "lost-answer": { exit: 2, meaning: "The answer to a write was lost; whether it worked is not known." },
  redirected: { exit: 2, meaning: "The host redirects elsewhere." },
  internal: { exit: 2, meaning: "A defect of this program, or a failure of other code that nobody waited for." },
  // Plugins
  "plugin-missing": { exit: 5, meaning: "No installed plugin brings this kind." },
  "plugin-broken": { exit: 5, meaning: "A plugin cannot be loaded." },
  "plugin-defect": {
    exit: 5,
    only: "address",
    meaning: "A kind sees a difference and has nothing to send for it, or throws an error.",
  },
  "plugin-conflict": { exit: 5, meaning: "Two plugins bring the same kind." },
  "plugin-contract": { exit: 5, meaning: "A plugin is written for another version of the contract." },
  // Saved plans
  "saved-plan-invalid": { exit: 3, meaning: "A file is no saved plan, or one of another version of this tool." },
  "saved-plan-other": { exit: 6, meaning: "A saved plan is for another project, or was made from other definitions." },
  "stale-plan": { exit: 6, meaning: "A row has moved since the plan was saved." },
  // Guards
  "not-confirmed": { exit: 7, meaning: "The plan was not confirmed." },
  "prune-limit": {
    exit: 7,
    meaning: "More rows would be deleted than a prune may delete without being told the number.",
  },
  protected: { exit: 7, meaning: "A protected row would be deleted." },
} as const satisfies Record<string, CatalogueEntry>;

export type CatalogueCode = keyof typeof entries;

/** Every code that a diagnostic can have. */
export const catalogue: Readonly<Record<CatalogueCode, CatalogueEntry>> = entries;

/** Where several hold, the run ends with the one that comes first. 130 (cancelled) and 8 (partly applied) are the CLI's own. */
export const exitPrecedence: readonly number[] = [130, 8, 7, 6, 5, 3, 1, 2, 4];
