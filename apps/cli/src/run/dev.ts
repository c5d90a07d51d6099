import type { Context } from "../context.js";
import { problem } from "../problem.js";
import { localDatabase, openEmulator } from "../project/connection.js";
import { readSettings, type SettingsFlags } from "../project/settings.js";
import { session } from "./session.js";

export interface DevFlags extends SettingsFlags {
  readonly port?: number;
}

/** Runs the local PostHog until it is interrupted. */
export const dev = (flags: DevFlags, context: Context): Promise<number> =>
  session("dev", {}, context, async (printer) => {
    const { root } = await readSettings(flags, context);
    const emulator = await openEmulator(root);
    try {
      const { url } = await emulator.listen({ port: flags.port ?? 0 }).catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code !== "EADDRINUSE") throw thrown;
        throw problem("arguments-invalid", `Port ${flags.port} is in use.`, {
          hint: "Give another one: --port 0 takes any.",
        });
      });
      printer.text((paint) =>
        [
          paint.strong("A local PostHog is running.") + paint.faint(`  It is kept in ${localDatabase(root)}`),
          "",
          `POSTHOG_HOST=${url}`,
          `POSTHOG_PERSONAL_API_KEY=${emulator.key}`,
          `POSTHOG_PROJECT_ID=${emulator.projectId}`,
          "",
          paint.faint("Put these lines into .env or the environment. Ctrl-C stops it; what it holds stays."),
          "",
        ].join("\n"),
      );
      await new Promise<void>((resolve) => {
        const off = context.onInterrupt(() => {
          off();
          resolve();
        });
      });
      return {};
    } finally {
      await emulator.close();
    }
  });
