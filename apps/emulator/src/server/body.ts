import type { Json } from "../json.js";
import { ApiError, parseError } from "./errors.js";

/**
 * Reads a request body the way PostHog's parsers do: JSON, or a form whose values are all strings. An empty body is an
 * empty object.
 */
export function parseBody(raw: string, contentType: string | null): Json {
  if (raw === "") return {};
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return parseJson(raw);
  if (type === "application/x-www-form-urlencoded") return Object.fromEntries(new URLSearchParams(raw));
  throw new ApiError(
    415,
    "invalid_request",
    "unsupported_media_type",
    `Unsupported media type "${contentType ?? ""}" in request.`,
  );
}

function parseJson(raw: string): Json {
  try {
    return JSON.parse(raw) as Json;
  } catch {
    throw parseError("JSON parse error - Expecting value: line 1 column 1 (char 0)");
  }
}
