/** Everything that a kind is called, worked out from its name unless somebody says otherwise. */
export interface Names {
  /** `"early-access-feature"` */
  readonly kind: string;
  /** `"early-access-features"`: the middle of marks, and the folder of its files. */
  readonly plural: string;
  /** `"@acme/posthog-definitions-plugin-early-access-features"` */
  readonly package: string;
  /** Below the project, without slashes at the ends: `"early_access_feature"`. */
  readonly path: string;
  /** The scope object of personal API keys: `"early_access_feature"`. */
  readonly scope: string;
}

/** Where a row says whose it is. */
export type IdentityForm = "tag" | "marker" | "natural-key";

export const PREFIX = "posthog-definitions-plugin-";

export const pluralOf = (noun: string): string => {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
};

export const snake = (name: string): string => name.replaceAll("-", "_");
export const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
export const pascal = (name: string): string => capital(camel(name));
export const words = (name: string): string => name.replaceAll("-", " ");
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const article = (noun: string): string => (/^[aeiou]/.test(noun) ? "an" : "a");

/** `undefined` where it can be one, else why not. Marks hold small letters and hyphens; digits would be lost from them. */
export function wrongName(name: string): string | undefined {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) return "is not made of words in small letters with hyphens between them";
  return RESERVED.has(camel(name)) ? "is a word of JavaScript" : undefined;
}

const RESERVED = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined var void while with yield kind spec it conformance factory`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** As npm has it, and so that a lock file tells what it is. */
export const isPackageName = (name: string): boolean =>
  name.length <= 214 && /^(@[a-z0-9][a-z0-9._-]*\/)?posthog-definitions-plugin-[a-z0-9][a-z0-9._-]*$/.test(name);

export const isPath = (path: string): boolean => /^[a-z0-9_]+(\/[a-z0-9_]+)*$/.test(path);
export const isScope = (scope: string): boolean => /^[a-z][a-z0-9_]*$/.test(scope);
/** A field of a row, which becomes one of an interface. */
export const isField = (field: string): boolean => /^[a-z][a-zA-Z0-9_]*$/.test(field);
