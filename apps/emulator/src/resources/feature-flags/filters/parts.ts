import { isObject, type Json, type JsonObject } from "../../../json.js";

/** A part of `filters`, and where it is: `groups[0].properties[1]`. */
export interface Part {
  readonly path: string;
  readonly value: JsonObject;
}

const parts = (list: Json | undefined, path: string): Part[] =>
  (Array.isArray(list) ? list : []).flatMap((value, index) =>
    isObject(value) ? [{ path: `${path}[${index}]`, value }] : [],
  );

export const groupsOf = (filters: JsonObject): Part[] => parts(filters.groups, "groups");

export const propertiesOf = (group: Part): Part[] => parts(group.value.properties, `${group.path}.properties`);

export const allProperties = (filters: JsonObject): Part[] => groupsOf(filters).flatMap(propertiesOf);

export const variantsOf = (filters: JsonObject): Part[] =>
  isObject(filters.multivariate) ? parts(filters.multivariate.variants, "multivariate.variants") : [];

export const variantKeys = (filters: JsonObject): string[] => variantsOf(filters).map(({ value }) => String(value.key));
