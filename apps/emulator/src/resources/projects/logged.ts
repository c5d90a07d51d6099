import type { ProjectDocument } from "../../accounts/tables.js";
import { projects } from "../../accounts/tables.js";
import type { Logged } from "../../activity/logged.js";
import { initialSettings } from "./settings.js";

const name = ({ name }: ProjectDocument): string => name;
const project = ({ id }: ProjectDocument): number => id;

/** Few settings are the project's; all, and its name once more, are those of the team that stands behind it. */
export const loggedProjects: readonly Logged<ProjectDocument>[] = [
  {
    table: projects,
    scope: "Project",
    name,
    project,
    fields: ({ name, settings }) => ({ name, product_description: settings.product_description ?? null }),
  },
  {
    table: projects,
    scope: "Team",
    except: ["product_description"],
    name,
    project,
    fields: ({ name, timezone, settings }) => ({ ...initialSettings(), ...settings, name, timezone }),
  },
];
