import { isPostHogError, type AnyPostHogError } from "@posthog-definitions/client";
import {
  error,
  isKnown,
  reveal,
  type Body,
  type CatalogueCode,
  type Diagnostic,
  type Spec,
} from "@posthog-definitions/core";
import { isKindError, mapLeaves, writtenPath, type Resolved } from "@posthog-definitions/core/kind";

/**
 * What went wrong with a request of a definition, in the user's terms: the server's words, and the user's field. A server
 * repeats what it does not like: secrets of the body that was sent are taken out of its words.
 */
export function problemOf(problem: unknown, subject: Subject, sent: Body = {}): Diagnostic {
  const hide = hiding(secretsIn(sent));
  const at = { address: subject.address, ...(subject.place ? { place: subject.place } : {}) };
  if (!isPostHogError(problem))
    return error(
      isKindError(problem) ? "plugin-defect" : "internal",
      hide(problem instanceof Error ? problem.message : String(problem)),
      at,
    );
  const path = userPath(problem, subject);
  return error(codeOf(problem), hide(problem.message), {
    ...at,
    ...(path ? { path } : {}),
    ...(problem.hint === undefined ? {} : { hint: hide(problem.hint) }),
  });
}

/** What a request was about: a definition, or a row that has none. */
export type Subject = Pick<Resolved, "address"> & Partial<Pick<Resolved, "kind" | "definition" | "place">>;

function secretsIn(body: Body): string[] {
  const found: string[] = [];
  mapLeaves(body, {
    secret: (secret) => {
      if (isKnown(secret)) found.push(...textsOf(String(reveal(secret))));
      return secret;
    },
  });
  return found.filter((value) => value !== "").sort((a, b) => b.length - a.length);
}

/** Inside a secret that is JSON, shorter texts than these are words like any other. */
const TELLING = 6;

/** A secret, and where it is JSON the texts in it. */
function textsOf(secret: string): string[] {
  const texts = [secret];
  try {
    JSON.parse(secret, (_, inner: unknown) => {
      if (typeof inner === "string" && inner.length >= TELLING) texts.push(inner);
      return inner;
    });
  } catch {
    // Not JSON: the secret is all there is.
  }
  return texts;
}

/** As the secret stands, and as it stands inside JSON. */
function hiding(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
  return (text) => forms.reduce((clean, form) => clean.replaceAll(form, "(secret)"), text);
}

/** `cancelled` is no mistake and has no code; whoever asks has dealt with it. */
const codeOf = (problem: AnyPostHogError): CatalogueCode =>
  problem.code === "cancelled" ? "internal" : (problem.code as CatalogueCode);

function userPath(problem: AnyPostHogError, { kind, definition }: Subject): Diagnostic["path"] {
  if (!kind || !definition) return undefined;
  if (problem.kind !== "validation" || problem.details.at.length === 0) return undefined;
  const path = kind.attr?.(problem.details.at) ?? problem.details.at;
  if (!(String(path[0]) in kind.spec.shape) && path[0] !== "key") return undefined;
  return writtenPath(kind.shorthands ?? {}, definition.spec as Spec, path);
}

/** Whether the run was ended before this was answered. */
export const isCancelled = (problem: unknown): boolean => isPostHogError(problem) && problem.kind === "cancelled";
