import type { Hook } from "@oclif/core";
import { problem } from "../problem.js";

/** Says which command was probably meant. It does not run that one: a slip of the pen must not apply anything. */
const notFound: Hook.CommandNotFound = async ({ id, config }) => {
  const { suggest } = await import("@posthog-definitions/core/kind");
  const known = config.commands.filter((command) => !command.hidden).map((command) => command.id.replaceAll(":", " "));
  const given = id.replaceAll(":", " ");
  const close = suggest(given, known);
  throw problem("arguments-invalid", `There is no command "${given}".`, {
    hint: close ? `Did you mean: ${config.bin} ${close}` : `Commands: ${known.join(", ")}.`,
  });
};

export default notFound;
