import { error } from "@posthog-definitions/core";
import type { Registry, Resolved } from "@posthog-definitions/core/kind";
import type { Paint } from "@posthog-definitions/render";
import type { Context } from "../../context.js";
import { connect, type Connection } from "../../project/connection.js";
import { readSettings, type Settings, type SettingsFlags } from "../../project/settings.js";
import { interruptible } from "../../terminal/interrupt.js";
import { Progress } from "../../terminal/progress.js";
import { session, type OutputFlags } from "../session.js";
import { checkAccount, checkProject } from "./account.js";
import type { Check } from "./check.js";
import { ServerClock } from "./clock.js";
import { checkConfiguration } from "./credential.js";
import { checkPlugins } from "./plugins.js";
import { checkRights } from "./rights.js";
import { checkScopes } from "./scopes.js";
import { checkTags } from "./tags.js";

export interface DoctorFlags extends OutputFlags, SettingsFlags {
  readonly local?: boolean;
}

/** Looks at everything that an apply depends on. Writes nothing. */
export const doctor = (flags: DoctorFlags, context: Context): Promise<number> =>
  session("doctor", flags, context, async (printer) => {
    const progress = new Progress(context, flags.verbose ?? false);
    const interrupt = interruptible(context, () => undefined);
    try {
      const settings = await readSettings(flags, context);
      printer.root = settings.root;
      progress.start("Looking");
      const checks = await allChecks(settings, flags.local ?? false, progress, interrupt.hard);
      progress.clear();
      printer.facts.checks = checks.map(({ name, status, message, hint }) => ({
        name,
        status,
        message,
        ...(hint === undefined ? {} : { hint }),
      }));
      printer.text((paint) => checks.map((check) => checkText(check, paint)).join("\n") + "\n");
      return {
        diagnostics: checks.flatMap((check) =>
          check.status === "failed"
            ? [
                error(
                  check.code,
                  `${check.name}: ${check.message}`,
                  check.hint === undefined ? {} : { hint: check.hint },
                ),
              ]
            : [],
        ),
      };
    } finally {
      progress.clear();
      interrupt.release();
    }
  });

async function allChecks(
  settings: Settings,
  local: boolean,
  progress: Progress,
  signal: AbortSignal,
): Promise<Check[]> {
  const { registry, checks } = await checkPlugins(settings.root);
  if (!local) {
    const configuration = checkConfiguration(settings);
    checks.unshift(...configuration);
    if (configuration.some((check) => check.status === "failed")) return checks;
  }
  const clock = new ServerClock();
  const fetcher = clock.overhear(fetch);
  const options = { local, signal, onRequest: progress.onRequest, ...(local ? {} : { fetch: fetcher }) };
  const connection: Connection = await connect(settings, options);
  try {
    const { client, projectId } = connection;
    const account = await checkAccount(client, settings, fetcher);
    checks.push(...account.checks);
    if (!account.usable) return checks;
    const project = await checkProject(client, projectId);
    checks.push(project);
    if (project.status === "failed") return checks;
    checks.push(...(await checkScopes(client, registry)));
    checks.push(...(await checkRights(client, await restricted(settings, registry))));
    const tags = await checkTags(client, registry);
    if (tags) checks.push(tags);
    if (!local) checks.push(clock.check());
    return checks;
  } finally {
    await connection.close();
  }
}

/** The definitions of kinds in which some fields are for admins; files are loaded for those alone. */
async function restricted(settings: Settings, registry: Registry): Promise<readonly Resolved[]> {
  if (![...registry.kinds.values()].some((kind) => kind.adminOnly)) return [];
  const { readDefinitions } = await import("../definitions.js");
  return (await readDefinitions(settings)).resolution.definitions;
}

function checkText({ name, status, message, hint }: Check, paint: Paint): string {
  const sign = { ok: paint.good("✓"), failed: paint.error("✗"), unknown: paint.warning("?") }[status];
  const lines = [`${sign} ${paint.strong(name)}  ${message}`];
  if (hint !== undefined) lines.push(`    ${paint.hint(`→ ${hint}`)}`);
  return lines.join("\n");
}
