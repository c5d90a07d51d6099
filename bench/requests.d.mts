import type { Definition } from "@posthog-definitions/core";

export interface Counted {
  readonly lists: number;
  readonly made: number;
  readonly sync: number;
}
export declare function counted(definitions: readonly Definition[]): Promise<Counted>;
