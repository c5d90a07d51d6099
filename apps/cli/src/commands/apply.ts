import { Flags } from "@oclif/core";
import { OurCommand } from "../command.js";
import type { Context } from "../context.js";
import { connectionFlags, dirFlag, outputFlags, pruneFlags, selectionFlags } from "../flags.js";

export class Apply extends OurCommand {
  static override summary = "Make the PostHog project match the definitions.";
  static override description =
    "Shows the plan, asks, and carries it out. What PostHog has and no file names is left alone.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    { description: "In CI, where nobody can be asked", command: "<%= config.bin %> <%= command.id %> --yes" },
    {
      description: "One dashboard and its insights",
      command: "<%= config.bin %> <%= command.id %> --target dashboard.growth",
    },
    {
      description: "Delete what has left the files too",
      command: "<%= config.bin %> <%= command.id %> --prune",
    },
    { description: "Without a PostHog account", command: "<%= config.bin %> <%= command.id %> --local" },
  ];
  static override flags = {
    "dry-run": Flags.boolean({ description: "Only show the plan." }),
    yes: Flags.boolean({ char: "y", description: "Do not ask." }),
    ...selectionFlags,
    ...pruneFlags,
    ...connectionFlags,
    ...dirFlag,
    ...outputFlags,
  };

  protected async perform(context: Context): Promise<number> {
    const { flags } = await this.parse(Apply);
    const { apply } = await import("../run/apply.js");
    return apply("apply", flags, context);
  }
}
