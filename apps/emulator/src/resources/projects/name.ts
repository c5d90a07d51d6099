import { projects, type ProjectDocument } from "../../accounts/tables.js";
import type { Call } from "../../server/call.js";
import { ApiError } from "../../server/errors.js";

/** @throws 409 when another project of the organisation has the name, in whatever case. */
export function checkName(call: Call, name: string, organization: string, self?: ProjectDocument): void {
  if (name === self?.name) return;
  const fold = (text: string): string => text.trim().toLowerCase();
  const others = call.table(projects).where({ organization });
  if (others.some((each) => each.id !== self?.id && fold(each.name) === fold(name)))
    throw new ApiError(
      409,
      "server_error",
      "conflict",
      `There is already a project called "${name}" in this organization. Choose a different name.`,
    );
}
