export function changes(
  before: string,
  after: string,
): { readonly removed: string[]; readonly changed: string[]; readonly added: string[] };
