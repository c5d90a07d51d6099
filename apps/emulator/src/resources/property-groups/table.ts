import type { Json } from "../../json.js";
import { defineTable } from "../../store/table.js";

export const propertyTypes = ["DateTime", "String", "Numeric", "Boolean", "Object"] as const;

export interface GroupProperty {
  id: string;
  name: string;
  property_type: (typeof propertyTypes)[number];
  is_required: boolean;
  is_optional_in_types: boolean;
  validation_rules: Json;
  description: string;
  created_at: string;
  updated_at: string;
}

export interface PropertyGroupDocument {
  id: string;
  project: number;
  name: string;
  description: string;
  properties: GroupProperty[];
  created_at: string;
  updated_at: string;
  created_by: number;
}

export const propertyGroups = defineTable<PropertyGroupDocument>("schema_property_groups", {
  ids: "uuid",
  indexes: ["project", "name"],
});
