import { Command } from "@oclif/core";
import { processContext, type Context } from "./context.js";

/** What our commands have in common: they give an exit code, and leave errors to `main`. */
export abstract class OurCommand extends Command {
  static override usage = "<%= command.id %> [FLAGS]";

  protected abstract perform(context: Context): Promise<number>;

  async run(): Promise<void> {
    process.exitCode = await this.perform(processContext());
  }

  protected override catch(thrown: Error): Promise<never> {
    return Promise.reject(thrown);
  }
}
