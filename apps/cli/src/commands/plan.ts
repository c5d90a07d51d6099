import { Flags } from "@oclif/core";
import { OurCommand } from "../command.js";
import type { Context } from "../context.js";
import { connectionFlags, dirFlag, outFlag, outputFlags, pruneFlags, selectionFlags } from "../flags.js";

export class Plan extends OurCommand {
  static override summary = "Show what apply would change.";
  static override description = "The same as `apply --dry-run`: reads the project, and writes nothing.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    { description: "Fail a pipeline on drift (exit code 4)", command: "<%= config.bin %> <%= command.id %> --check" },
    {
      description: "What staging has that production has not, and the other way round",
      command: "<%= config.bin %> <%= command.id %> --env staging --against production",
    },
    {
      description: "For a comment on a pull request",
      command: "<%= config.bin %> <%= command.id %> --format markdown",
    },
  ];
  static override flags = {
    against: Flags.string({
      description: "Compare the project with that of another environment, instead of with the files.",
      dependsOn: ["env"],
      exclusive: ["target", "kind", "prune", "out", "local", "host", "project"],
      helpValue: "production",
    }),
    check: Flags.boolean({ description: "Exit with 4 when something would change." }),
    ...selectionFlags,
    ...pruneFlags,
    ...outFlag,
    ...connectionFlags,
    ...dirFlag,
    ...outputFlags,
  };

  protected async perform(context: Context): Promise<number> {
    const { flags } = await this.parse(Plan);
    const { env, against: other } = flags;
    if (env !== undefined && other !== undefined) {
      const { against } = await import("../run/against.js");
      return against({ ...flags, env, against: other }, context);
    }
    const { apply } = await import("../run/apply.js");
    return apply("plan", { ...flags, "dry-run": true }, context);
  }
}
