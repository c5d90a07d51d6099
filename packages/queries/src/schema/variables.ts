/**
 * A variable's entry is found by `code_name`: ids differ between projects, and PostHog itself puts the current id in
 * whenever a SQL insight is read. Queries that run without being read first (subscriptions, dashboards that refresh)
 * need the true id, so it is looked up before sending.
 * Source: PostHog/posthog: products/product_analytics/backend/api/insight_variable.py, posthog/hogql/variables.py.
 */
export const variableHole = (codeName: string) => ({
  variableId: { $ref: "insight-variable", lookup: { code_name: codeName } },
  code_name: codeName,
});

/** Texts, quoted names and comments, in which braces are just braces. */
const NO_CODE = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|--[^\n]*|\/\*[\s\S]*?\*\//g;

const PLACEHOLDER = /\{\s*variables\s*\.\s*([A-Za-z0-9_]+)\s*\}/g;

/** The variables that SQL names, each once: those in `{variables.…}`. */
export const placeholdersIn = (sql: string): string[] => [
  ...new Set([...sql.replace(NO_CODE, " ").matchAll(PLACEHOLDER)].map((match) => match[1]!)),
];
