import { Flags } from "@oclif/core";
import { OurCommand } from "../command.js";
import type { Context } from "../context.js";
import { dirFlag } from "../flags.js";

export class Dev extends OurCommand {
  static override summary = "Run a local PostHog to try things on.";
  static override description =
    "Serves PostHog's REST API on this machine until it is stopped. What it holds is kept in .posthog/local.db, the same that --local uses.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    { description: "On any free port", command: "<%= config.bin %> <%= command.id %> --port 0" },
  ];
  static override flags = {
    port: Flags.integer({ description: "Where it listens; 0 for any free port.", default: 8010, min: 0, max: 65_535 }),
    ...dirFlag,
  };

  protected async perform(context: Context): Promise<number> {
    const { flags } = await this.parse(Dev);
    const { dev } = await import("../run/dev.js");
    return dev(flags, context);
  }
}
