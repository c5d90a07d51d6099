import type { JsonObject } from "../json.js";
import { defineTable } from "../store/table.js";

export interface OrganizationDocument {
  id: string;
  name: string;
  slug: string;
  created_at: string;
  /** Ids of the users who belong to it, and so reach all its projects. */
  members: number[];
  /** Whether members may use personal API keys. */
  members_can_use_personal_api_keys: boolean;
}

export interface ProjectDocument {
  id: number;
  uuid: string;
  organization: string;
  /** The public token `phc_…`; never a credential. */
  api_token: string;
  name: string;
  timezone: string;
  created_at: string;
  updated_at: string;
  /** Settings that were ever written, by PostHog's field name. */
  settings: JsonObject;
  /** Somebody deleted it, which takes its time. */
  is_pending_deletion?: boolean;
}

export interface UserDocument {
  id: number;
  uuid: string;
  distinct_id: string;
  first_name: string;
  last_name: string;
  email: string;
  date_joined: string;
  /** The project that `@current` means: a preference that the UI changes. */
  current_project: number | null;
  current_organization: string | null;
}

export interface KeyDocument {
  id: number;
  value: string;
  user: number;
  scopes: string[];
  projects: number[];
  organizations: string[];
}

export const organizations = defineTable<OrganizationDocument>("organizations", { ids: "uuid" });
export const projects = defineTable<ProjectDocument>("projects", { indexes: ["organization", "api_token"] });
export const users = defineTable<UserDocument>("users", { indexes: ["email"] });
export const keys = defineTable<KeyDocument>("personal_api_keys", { indexes: ["value"] });

export const accountTables = [organizations, projects, users, keys];
