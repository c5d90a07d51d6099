export interface Published {
  readonly name: string;
  readonly short: string;
  readonly folder: string;
  readonly entries: readonly { readonly entry: string; readonly file: string }[];
}
export function surfaces(packages: readonly Published[]): readonly {
  readonly name: string;
  readonly short: string;
  readonly entries: readonly { readonly entry: string; readonly text: string }[];
}[];
