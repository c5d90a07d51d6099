import { Args, Flags } from "@oclif/core";
import { OurCommand } from "../../command.js";
import type { Context } from "../../context.js";
import { outputFlags } from "../../flags.js";

export class PluginNew extends OurCommand {
  static override summary = "Write the package of a new kind.";
  static override description =
    "It builds, passes the laws that every kind keeps, and works as it comes; what makes it your kind is for you to fill in. What no flag says is asked, or taken from the kind's name.";
  static override usage = "<%= command.id %> KIND [FLAGS]";
  static override examples = [
    "<%= config.bin %> <%= command.id %> early-access-feature",
    {
      description: "Without a question",
      command:
        "<%= config.bin %> <%= command.id %> subscription --identity marker --field title --package @acme/posthog-definitions-plugin-subscriptions --yes",
    },
  ];
  static override args = {
    kind: Args.string({ description: "Its name, in small letters and hyphens: early-access-feature", required: true }),
  };
  static override flags = {
    plural: Flags.string({
      description: "What several are called. Default: by the rules of English.",
      helpValue: "NAME",
    }),
    path: Flags.string({
      description: "Where PostHog has them, below /api/projects/{id}/. Default: the plural, with underscores.",
      helpValue: "early_access_feature",
    }),
    scope: Flags.string({
      description: "What a key needs, without :read and :write. Default: the kind, with underscores.",
      helpValue: "early_access_feature",
    }),
    identity: Flags.string({
      description:
        "Where a row says whose it is: in its tags, in a comment at the end of a text, or by a key that PostHog keeps unique.",
      options: ["tag", "marker", "natural-key"],
      helpValue: "tag|marker|natural-key",
    }),
    field: Flags.string({
      description: "The field of that text or key. Default: description, key.",
      helpValue: "description",
    }),
    package: Flags.string({
      description: "The name of the package. Default: posthog-definitions-plugin-<plural>.",
      helpValue: "NAME",
    }),
    dir: Flags.string({
      description: "The folder to write; new, or empty. Default: as the package.",
      helpValue: "FOLDER",
    }),
    yes: Flags.boolean({ char: "y", description: "Ask nothing." }),
    "dry-run": Flags.boolean({ description: "Say which files would be written." }),
    ...outputFlags,
  };

  protected async perform(context: Context): Promise<number> {
    const { args, flags } = await this.parse(PluginNew);
    const { newPlugin } = await import("../../run/plugin/new.js");
    return newPlugin(args.kind, flags, context);
  }
}
