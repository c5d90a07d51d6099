import { Args, Flags } from "@oclif/core";
import { OurCommand } from "../command.js";
import type { Context } from "../context.js";
import { problem } from "../problem.js";
import { connectionFlags, dirFlag, outFlag, outputFlags, pruneFlags, selectionFlags } from "../flags.js";

export class Apply extends OurCommand {
  static override summary = "Make the PostHog project match the definitions.";
  static override usage = "<%= command.id %> [PLAN] [FLAGS]";
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
      description: "What was reviewed, and nothing else",
      command: "<%= config.bin %> <%= command.id %> plan.json",
    },
    {
      description: "Delete what has left the files too",
      command: "<%= config.bin %> <%= command.id %> --prune",
    },
    { description: "Without a PostHog account", command: "<%= config.bin %> <%= command.id %> --local" },
  ];
  static override args = {
    plan: Args.string({
      description:
        "A plan that was saved with --out. It is applied as it is, without asking, or refused where rows have moved.",
      required: false,
    }),
  };
  static override flags = {
    "dry-run": Flags.boolean({ description: "Only show the plan." }),
    yes: Flags.boolean({ char: "y", description: "Do not ask." }),
    ...selectionFlags,
    ...pruneFlags,
    ...outFlag,
    ...connectionFlags,
    ...dirFlag,
    ...outputFlags,
  };

  protected async perform(context: Context): Promise<number> {
    const { flags, args } = await this.parse(Apply);
    const given = (["target", "kind", "prune", "out"] as const).find((flag) => flags[flag] !== undefined);
    if (args.plan !== undefined && given !== undefined)
      throw problem(
        "arguments-invalid",
        `A saved plan says by itself what it is about; --${given} cannot be given with it.`,
      );
    const { apply } = await import("../run/apply.js");
    return apply("apply", { ...flags, ...(args.plan === undefined ? {} : { saved: args.plan }) }, context);
  }
}
