import { isError } from "@posthog-definitions/core";
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
    const { diagnostics, resolution, files } = await readDefinitions(settings);
    const found = resolution.definitions.length;
    printer.facts.definitions = found;
    printer.diagnostics(diagnostics, true);
    if (!diagnostics.some(isError))
      printer.text(
        (paint) =>
          `${paint.good("✓")} ${count(found, "definition")} in ${count(files.length, "file")}: nothing is wrong.\n`,
      );
    return { diagnostics };
  });
