import { OurCommand } from "../command.js";
import type { Context } from "../context.js";
import { dirFlag, outputFlags } from "../flags.js";

export class Kinds extends OurCommand {
  static override summary = "List the installed kinds.";
  static override description =
    "Says which package brings each kind, in which version, and whether the definitions use it.";
  static override examples = ["<%= config.bin %> <%= command.id %>"];
  static override flags = { ...dirFlag, ...outputFlags };

  protected async perform(context: Context): Promise<number> {
    const { flags } = await this.parse(Kinds);
    const { kinds } = await import("../run/kinds.js");
    return kinds(flags, context);
  }
}
