import { isPlain, type Ref } from "@posthog-definitions/core";
import type { Decoding } from "@posthog-definitions/core/kind";
import { variables } from "@posthog-definitions/queries/schema";

/** The value of one SQL variable on a dashboard. */
interface Variable {
  readonly variableId: Ref;
  readonly code_name: string;
  readonly value?: unknown;
  readonly isNull?: true;
}

/** By code name: ids differ between projects, and PostHog itself goes by the name. */
export type Variables = Readonly<Record<string, Variable>>;

export { variables as dashboardVariables };

export function decodeVariables(stored: unknown, at: Decoding): Variables {
  const entries = isPlain(stored) ? Object.entries(stored) : [];
  return Object.fromEntries(
    entries.flatMap(([id, entry]): [string, Variable][] => {
      if (!isPlain(entry)) return [];
      const { code_name, variableId, value, isNull } = entry;
      const name = typeof code_name === "string" ? code_name : id;
      const known = typeof variableId === "string" ? variableId : id;
      return [
        [
          name,
          {
            variableId: at.ref("insight-variable", known),
            code_name: name,
            ...(value === undefined ? {} : { value }),
            ...(isNull === true ? { isNull } : {}),
          },
        ],
      ];
    }),
  );
}
