import { factory, type DefinitionOptions } from "@posthog-definitions/core";
import type { Query } from "../../src/index.js";

/** A query as somebody writes it, and the node that PostHog must get for it, written by hand from the API's description. */
export interface Example {
  readonly title: string;
  readonly query: Query;
  readonly node: object;
}

interface Named extends DefinitionOptions {
  readonly name: string;
}

export const action = factory<"action", Named>("action");
export const cohort = factory<"cohort", Named>("cohort");
export const dashboard = factory<"dashboard", Named>("dashboard");

export const invoicePaid = action({ key: "invoice-paid", name: "Invoice paid" });
export const powerUsers = cohort({ key: "power-users", name: "Power users" });

/** What stands for a variable's id until the query is sent. */
export const variable = (code_name: string) => ({
  variableId: { $ref: "insight-variable", lookup: { code_name } },
  code_name,
});
