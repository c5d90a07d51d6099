import type { Hook } from "@oclif/core";
import { problem } from "../problem.js";

/** Says which command was probably meant. It does not run that one: a slip of the pen must not apply anything. */
const notFound: Hook.CommandNotFound = async ({ id, config }) => {
  const { suggest } = await import("@posthog-definitions/core/kind");
  const known = config.commands.filter((command) => !command.hidden).map((command) => command.id.replaceAll(":", " "));
  const given = id.replaceAll(":", " ");
  // Words after a command that takes none are read as part of its name.
  const command = known.find((name) => given.startsWith(`${name} `));
  if (command !== undefined)
    throw problem("arguments-invalid", `\`${command}\` does not take "${given.slice(command.length + 1)}".`, {
      hint: `${config.bin} ${command} --help lists what it takes.`,
    });
  const close = suggest(given, known);
  throw problem("arguments-invalid", `There is no command "${given}".`, {
    hint: close ? `Did you mean: ${config.bin} ${close}` : `Commands: ${known.join(", ")}.`,
  });
};

export default notFound;
