import { Flags } from "@oclif/core";
import { OurCommand } from "../command.js";
import type { Context } from "../context.js";
import { outputFlags } from "../flags.js";

export class Init extends OurCommand {
  static override summary = "Set up a project, also in an empty folder.";
  static override description =
    "Writes a first definition, .env.example, and scripts in package.json. What is there already is kept, or asked about.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    { description: "In another folder than posthog", command: "<%= config.bin %> <%= command.id %> --dir analytics" },
  ];
  static override flags = {
    dir: Flags.string({ description: "The folder of the definitions.", helpValue: "posthog" }),
    yes: Flags.boolean({ char: "y", description: "Overwrite without asking." }),
    ...outputFlags,
  };

  protected async perform(context: Context): Promise<number> {
    const { flags } = await this.parse(Init);
    const { init } = await import("../run/init.js");
    return init(flags, context);
  }
}
