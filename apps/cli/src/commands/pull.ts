import { Flags } from "@oclif/core";
import { OurCommand } from "../command.js";
import type { Context } from "../context.js";
import { connectionFlags, dirFlag, outputFlags } from "../flags.js";

export class Pull extends OurCommand {
  static override summary = "Write definition files from a live project.";
  static override description =
    "One file for each row, in a folder for each kind. Nothing is written to PostHog: the next apply takes the rows over. In files of your own, what was changed in PostHog since the last apply is written where it stands; the rest of them is left alone.";
  static override examples = [
    { description: "Choose the kinds from a list", command: "<%= config.bin %> <%= command.id %>" },
    { description: "Everything", command: "<%= config.bin %> <%= command.id %> --all" },
    { description: "Look first", command: "<%= config.bin %> <%= command.id %> --all --dry-run" },
    {
      description: "One dashboard, and what is on it",
      command: "<%= config.bin %> <%= command.id %> --id dashboard:4218",
    },
    {
      description: "What is called something like it, and what that refers to",
      command: "<%= config.bin %> <%= command.id %> --search checkout",
    },
  ];
  static override flags = {
    all: Flags.boolean({ description: "Everything, of every kind." }),
    "all-rows": Flags.boolean({ description: "The same as --all." }),
    kind: Flags.string({
      description: "Only this kind, and nothing of others. Repeatable.",
      multiple: true,
      multipleNonGreedy: true,
      delimiter: ",",
      helpValue: "insight",
    }),
    id: Flags.string({
      description: "This row, and what it refers to. With --kind, the number alone will do. Repeatable.",
      multiple: true,
      multipleNonGreedy: true,
      delimiter: ",",
      helpValue: "dashboard:4218",
    }),
    search: Flags.string({
      description: "Rows whose title or key holds this text, and what they refer to.",
      helpValue: "TEXT",
    }),
    force: Flags.boolean({ description: "Overwrite files that were pulled, and edited since." }),
    "dry-run": Flags.boolean({ description: "Only say which files would be written, and show the edits of your own." }),
    ...connectionFlags,
    ...dirFlag,
    ...outputFlags,
  };

  protected async perform(context: Context): Promise<number> {
    const { flags } = await this.parse(Pull);
    const { pull } = await import("../run/pull.js");
    return pull(flags, context);
  }
}
