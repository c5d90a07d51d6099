import { isError } from "@posthog-definitions/core";
import type { Registry } from "@posthog-definitions/core/kind";
import { loadKinds } from "../../project/kinds.js";
import { installCommand } from "../../project/packages.js";
import { discoverPlugins } from "../../project/plugins.js";
import { failed, ok, type Check } from "./check.js";

/** Which plugins are installed, in which versions, and whether they load. */
export async function checkPlugins(root: string): Promise<{ registry: Registry; checks: Check[] }> {
  const { plugins, diagnostics } = discoverPlugins(root);
  const { registry, diagnostics: broken } = await loadKinds(plugins);
  const checks = [...diagnostics, ...broken]
    .filter(isError)
    .map(({ code, message, hint }) => failed("plugins", code, message, hint));
  for (const { name, version, kinds } of plugins) {
    const works = kinds.filter((kind) => registry.sources.get(kind)?.package === name);
    if (works.length > 0 || kinds.length === 0)
      checks.push(ok("plugins", `${name} ${version}${works.length > 0 ? ` (${works.join(", ")})` : ""}`));
  }
  if (plugins.length === 0 && checks.length === 0) {
    const hint = `All of PostHog's kinds: ${installCommand("@posthog/definitions", root)}`;
    checks.push(failed("plugins", "plugin-missing", "No plugin is installed.", hint));
  }
  return { registry, checks };
}
