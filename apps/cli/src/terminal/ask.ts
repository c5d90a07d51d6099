import type { Context } from "../context.js";
import { Cancelled } from "../problem.js";

/** Whether there is somebody to ask. */
export const canAsk = ({ stdin }: Context): boolean => stdin.isTTY === true;

/** Asks on standard error, so that standard output stays the result. "No" unless the answer is yes. */
export async function confirmed(message: string): Promise<boolean> {
  const { confirm } = await import("@inquirer/prompts");
  return answered(confirm({ message, default: false }, { output: process.stderr }));
}

/** Lets somebody choose some of several, on standard error. */
export async function chosen(
  message: string,
  choices: readonly { readonly value: string; readonly name: string }[],
): Promise<readonly string[]> {
  const { checkbox } = await import("@inquirer/prompts");
  return answered(
    checkbox({ message, choices: [...choices], required: true, pageSize: 20 }, { output: process.stderr }),
  );
}

/** Lets somebody type a text, on standard error; nothing typed means `standard`. */
export async function entered(message: string, standard: string): Promise<string> {
  const { input } = await import("@inquirer/prompts");
  return answered(input({ message, default: standard }, { output: process.stderr }));
}

/** Lets somebody choose one of several, on standard error. */
export async function chosenOne(
  message: string,
  choices: readonly { readonly value: string; readonly name: string }[],
): Promise<string> {
  const { select } = await import("@inquirer/prompts");
  return answered(select({ message, choices: [...choices] }, { output: process.stderr }));
}

async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === "ExitPromptError") throw new Cancelled();
    throw error;
  }
}
