import type { Context } from "../context.js";
import { Cancelled } from "../problem.js";

/** Whether there is somebody to ask. */
export const canAsk = ({ stdin }: Context): boolean => stdin.isTTY === true;

/** Asks on standard error, so that standard output stays the result. "No" unless the answer is yes. */
export async function confirmed(message: string): Promise<boolean> {
  const { confirm } = await import("@inquirer/prompts");
  try {
    return await confirm({ message, default: false }, { output: process.stderr });
  } catch (error) {
    if (error instanceof Error && error.name === "ExitPromptError") throw new Cancelled();
    throw error;
  }
}
