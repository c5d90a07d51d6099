import { isError } from "@posthog-definitions/core";
import type { Context } from "../context.js";
import { Exit } from "../exit.js";
import { Problem } from "../problem.js";
import { connect, type Connection } from "../project/connection.js";
import { missingCredentials, readSettings, type Settings, type SettingsFlags } from "../project/settings.js";
import { interruptible } from "../terminal/interrupt.js";
import { Progress } from "../terminal/progress.js";
import { readDefinitions } from "./definitions.js";
import { session, type OutputFlags } from "./session.js";

export interface AgainstFlags extends OutputFlags, SettingsFlags {
  readonly env: string;
  /** The other environment. */
  readonly against: string;
  /** Exit with 4 when they differ. */
  readonly check?: boolean;
}

/** How the projects of two environments differ in what is managed. Writes nothing. */
export const against = (flags: AgainstFlags, context: Context): Promise<number> =>
  session("plan", flags, context, async (printer) => {
    const progress = new Progress(context, flags.verbose ?? false);
    const interrupt = interruptible(context, () => undefined);
    const open: Connection[] = [];
    try {
      const here = await readSettings(flags, context);
      const there = await readSettings({ ...flags, env: flags.against }, context);
      printer.root = here.root;
      progress.start("Loading definitions");
      const definitions = await readDefinitions(here);
      const other = definitions.inEnvironment(flags.against);
      const before = [...[here, there].flatMap(missingCredentials), ...definitions.diagnostics, ...other.diagnostics];
      if (before.some(isError)) throw new Problem(before);
      progress.start(`Reading ${flags.env} and ${flags.against}`);
      const openOne = async (settings: Settings): Promise<Connection["client"]> => {
        const options = { local: false, onRequest: progress.onRequest, signal: interrupt.hard };
        const connection = await connect(settings, options);
        open.push(connection);
        return connection.client;
      };
      const { compareWith } = await import("@posthog-definitions/executor");
      const found = await compareWith(
        { client: await openOne(here), resolution: definitions.resolution },
        { client: await openOne(there), resolution: other },
        {
          registry: definitions.registry,
          ...(here.namespace === undefined ? {} : { namespace: here.namespace }),
        },
      );
      progress.clear();
      printer.comparison({ here: flags.env, there: flags.against, ...found });
      const differ = found.different.length + found.onlyHere.length + found.onlyThere.length > 0;
      return { diagnostics: before, codes: differ && flags.check ? [Exit.pending] : [] };
    } finally {
      progress.clear();
      interrupt.release();
      await Promise.all(open.map((connection) => connection.close()));
    }
  });
