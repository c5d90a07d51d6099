import { addressOf, isDefinition, isRef, isSecret, type Definition } from "@posthog-definitions/core";
import type { LoggedRequest } from "@posthog-definitions/emulator";

/** A definition as it would stand in a file; others that it holds go by their address. */
export const printDefinition = ({ kind, spec }: Definition): string => `${camel(kind)}(${print(spec)})`;

export const printAll = (definitions: readonly Definition[]): string =>
  definitions.length === 0 ? "(nothing)" : definitions.map(printDefinition).join("\n");

/** Any value, in the words of a file: never the content of a secret. */
export function print(value: unknown): string {
  if (value === undefined) return "(absent)";
  if (isSecret(value)) return "$env" in value ? `env(${JSON.stringify(value.$env)})` : "(secret)";
  if (isDefinition(value)) return `<${addressOf(value)}>`;
  if (isRef(value))
    return value.key === undefined ? `lookup(${JSON.stringify(value)})` : `ref("${value.$ref}", "${value.key}")`;
  if (Array.isArray(value)) return `[${value.map(print).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, each]) => `${/^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name)}: ${print(each)}`,
  );
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

const camel = (kind: string): string => kind.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const WIDTH = 160;

/** One line per request: `PATCH notes/1/ {"title":"b"} → 200`. */
export function printRequest({ method, path, query, body, status, fault }: LoggedRequest): string {
  const where = path.replace(/^\/api\/(projects|environments)\/[^/]+\//, "");
  const search = Object.keys(query).length === 0 ? "" : `?${new URLSearchParams(query).toString()}`;
  const text = body === undefined ? "" : ` ${JSON.stringify(body)}`;
  const short = text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text;
  return `${method} ${where}${search}${short} → ${status ?? "no answer"}${fault === undefined ? "" : ` (fault: ${fault})`}`;
}
