import { isPlain, type Path, type Spec } from "@posthog-definitions/core";
import { merges } from "./merged.js";

/** Members that PostHog alone writes: tokens of the support product among them, which must not be shown. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  conversations_settings: [
    "email_enabled",
    "slack_bot_token",
    "slack_enabled",
    "slack_scopes",
    "slack_team_id",
    "teams_channel_id",
    "teams_channel_name",
    "teams_channels",
    "teams_enabled",
    "teams_team_id",
    "teams_team_name",
    "teams_tenant_id",
    "widget_public_token",
  ],
  logs_settings: ["retention_last_updated"],
};

/** A setting without what PostHog keeps in it by itself. */
export function ours(name: string, value: unknown): unknown {
  const kept = KEPT[name];
  if (!kept || !isPlain(value)) return value;
  const own = Object.entries(value).filter(([member]) => !kept.includes(member));
  // Where PostHog alone put something in, nobody ever said anything.
  const isTheirs = own.length === 0 && Object.keys(value).length > 0 && merges.includes(name);
  return isTheirs ? null : Object.fromEntries(own);
}

/** What PostHog keeps in a setting that is replaced whole, so that it survives. */
export function theirs(name: string, row: Readonly<Record<string, unknown>> | undefined): Spec {
  const stored = row?.[name];
  if (!isPlain(stored)) return {};
  return Object.fromEntries(Object.entries(stored).filter(([member]) => KEPT[name]?.includes(member)));
}

export const withoutKept = (spec: Spec): Spec =>
  Object.fromEntries(Object.entries(spec).map(([name, value]) => [name, ours(name, value)]));

/** Where a file says what PostHog does not listen to. */
export const keptPaths = (spec: Spec): readonly Path[] =>
  Object.entries(KEPT).flatMap(([name, members]) => {
    const value = spec[name];
    return isPlain(value) ? members.filter((member) => member in value).map((member) => [name, member]) : [];
  });
