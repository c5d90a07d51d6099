import { OurCommand } from "../command.js";
import type { Context } from "../context.js";
import { connectionFlags, dirFlag, outputFlags } from "../flags.js";

export class Doctor extends OurCommand {
  static override summary = "Check host, key, scopes, project and plugins.";
  static override description =
    "Looks at everything that an apply depends on, and writes nothing. The key is never printed.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    {
      description: "Against the EU cloud",
      command: "<%= config.bin %> <%= command.id %> --host https://eu.posthog.com",
    },
  ];
  static override flags = { ...connectionFlags, ...dirFlag, ...outputFlags };

  protected async perform(context: Context): Promise<number> {
    const { flags } = await this.parse(Doctor);
    const { doctor } = await import("../run/doctor/doctor.js");
    return doctor(flags, context);
  }
}
