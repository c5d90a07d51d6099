import type { Definition } from "@posthog-definitions/core";

export declare const some: Readonly<
  Record<string, (count: number, uses?: readonly Definition[]) => readonly Definition[]>
>;
export declare function flagsWithVariants(count: number): readonly Definition[];
export declare function company(): readonly Definition[];
