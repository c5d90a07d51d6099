import { OurCommand } from "../command.js";
import type { Context } from "../context.js";
import { dirFlag, envFlag, outputFlags } from "../flags.js";

export class Validate extends OurCommand {
  static override summary = "Check the definitions without PostHog.";
  static override description =
    "Loads every file and reports everything that is wrong at once. In every environment of posthog.config.ts, unless --env chooses one. Needs no key and no network.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    { description: "For an editor or a pipeline", command: "<%= config.bin %> <%= command.id %> --json" },
  ];
  static override flags = { ...dirFlag, ...envFlag, ...outputFlags };

  protected async perform(context: Context): Promise<number> {
    const { flags } = await this.parse(Validate);
    const { validate } = await import("../run/validate.js");
    return validate(flags, context);
  }
}
