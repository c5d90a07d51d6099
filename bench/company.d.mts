import type { Definition } from "@posthog-definitions/core";
import type { Emulator } from "@posthog-definitions/emulator";
import type { ProjectOptions } from "@posthog-definitions/executor";

export declare const some: Readonly<
  Record<string, (count: number, uses?: readonly Definition[]) => readonly Definition[]>
>;
export declare function flagsWithVariants(count: number): readonly Definition[];
export declare function newProject(): {
  readonly emulator: Emulator;
  readonly options: (definitions: readonly Definition[]) => ProjectOptions;
};
export declare function company(): readonly Definition[];
