import { isError, type Diagnostic } from "@posthog-definitions/core";
import { count } from "@posthog-definitions/render";
import type { Context } from "../context.js";
import { readSettings, type SettingsFlags } from "../project/settings.js";
import { readDefinitions } from "./definitions.js";
import { session, type OutputFlags } from "./session.js";

/** Everything that can be said of the files without PostHog. */
export const validate = (flags: OutputFlags & SettingsFlags, context: Context): Promise<number> =>
  session("validate", flags, context, async (printer) => {
    const settings = await readSettings(flags, context);
    printer.root = settings.root;
    const { environment, environments } = settings;
    // Where none is chosen, the files have to be right in each.
    const everywhere = environment === undefined && environments.length > 0;
    const [first = environment, ...others] = everywhere ? environments : [];
    const definitions = await readDefinitions({ ...settings, ...(first === undefined ? {} : { environment: first }) });
    const { resolution, files } = definitions;
    const elsewhere = others.map(definitions.inEnvironment);
    const diagnostics = distinct([...definitions.diagnostics, ...elsewhere.flatMap((each) => each.diagnostics)]);
    const addresses = [resolution, ...elsewhere].flatMap((each) => each.definitions.map(({ address }) => address));
    const found = new Set(addresses).size;
    printer.facts.definitions = found;
    printer.diagnostics(diagnostics, true);
    if (!diagnostics.some(isError))
      printer.text(
        (paint) =>
          `${paint.good("✓")} ${count(found, "definition")} in ${count(files.length, "file")}: nothing is wrong.\n`,
      );
    return { diagnostics };
  });

/** What is wrong in several environments is wrong once. */
const distinct = (diagnostics: readonly Diagnostic[]): Diagnostic[] => [
  ...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values(),
];
