const LEGACY = "/api/environments/";

/** `/api/environments/<rest>` is an alias of `/api/projects/<rest>`, rewritten before routing and never redirected. */
export function withoutEnvironments(path: string): string {
  return path.startsWith(LEGACY) ? `/api/projects/${path.slice(LEGACY.length)}` : path;
}

/** The headers that tell a client of the alias to move on. */
export function deprecationHeaders(url: URL, sunset: Date | undefined): Record<string, string> {
  if (!url.pathname.startsWith(LEGACY)) return {};
  return {
    Deprecation: "true",
    Link: `<${withoutEnvironments(url.pathname)}${url.search}>; rel="successor-version"`,
    ...(sunset ? { Sunset: sunset.toUTCString() } : {}),
  };
}
