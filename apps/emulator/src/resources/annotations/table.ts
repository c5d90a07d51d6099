import { defineTable } from "../../store/table.js";

export interface AnnotationDocument {
  id: number;
  project: number;
  organization: string;
  content: string | null;
  date_marker: string | null;
  creation_type: "USR" | "GIT";
  dashboard_item: number | null;
  dashboard_id: number | null;
  scope: "dashboard_item" | "dashboard" | "project" | "organization" | "tag" | "recording";
  emoji: string | null;
  /** `null`: shown. */
  hidden_in_user_interface: boolean | null;
  tags: string[];
  deleted: boolean;
  created_at: string;
  created_by: number;
  updated_at: string;
}

export const annotations = defineTable<AnnotationDocument>("annotations", {
  firstId: 701,
  indexes: ["project", "organization"],
});
