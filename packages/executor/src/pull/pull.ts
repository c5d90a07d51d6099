import type { PostHogClient } from "@posthog-definitions/client";
import { parseAddress, type Id } from "@posthog-definitions/core";
import {
  resolve,
  type Located,
  type LocatedStatement,
  type Registry,
  type ResolveInput,
} from "@posthog-definitions/core/kind";
import type { Choice, Offer } from "./choice.js";
import { driftOf, type Drift } from "./drift.js";
import { gather, offers, type LeftOut } from "./gather.js";
import { withKeys } from "./keys.js";
import { prove } from "./prove.js";
import { Reader } from "./reader.js";

export interface PullOptions {
  readonly client: PostHogClient;
  readonly registry: Registry;
  readonly namespace?: string;
  /** Which environment the run is for. Default: there are none. */
  readonly environments?: ResolveInput["environments"];
  /** What the files say already. Nothing of it may be wrong. */
  readonly definitions: readonly Located[];
  readonly statements: readonly LocatedStatement[];
  /** Whether the file of a definition may be written again. Default: no. */
  replaceable?(address: string): boolean;
  /** Which rows. A function is asked once it is known what there is. */
  readonly choice: Choice | ((offers: readonly Offer[]) => Promise<Choice>);
}

/** A definition to be written into a file. */
export interface PulledDefinition {
  readonly address: string;
  readonly kind: string;
  readonly key: string;
  readonly id: Id;
  readonly title?: string;
  /** What the factory is called with: plain data, references, secrets by name, and calls of builders. */
  readonly input: object;
  /** Whether the file has to say that the row is to be taken over. */
  readonly adopts: boolean;
  /** Environment variables that it needs: PostHog does not tell secrets, or they are not for files. */
  readonly secrets: readonly string[];
  /** Fields that are left to PostHog, since what stands in them cannot be said. */
  readonly ignored: readonly string[];
  /** Whether it stands in the shortest form that its kind knows. If not, that form says something else than the row. */
  readonly shortest: boolean;
}

export interface Pulled {
  readonly definitions: readonly PulledDefinition[];
  /** Rows that were asked for and cannot, or should not, be written. */
  readonly leftOut: readonly LeftOut[];
  /** Addresses that stand in files which are not written again. */
  readonly kept: readonly string[];
  /** Of those, the ones whose rows hold something else. */
  readonly drift: Drift;
  /** By address, definitions in files whose row the project does not have. They may be new, or their row may be gone. */
  readonly rowless: readonly string[];
  /** Of the ids that were asked for, those of no row. */
  readonly missing: readonly { readonly kind: string; readonly id: string }[];
}

/**
 * Live rows as definitions, of which it is known that the next plan shows nothing for them, or an adoption. Sends no write. A
 * failed read is thrown as the client's error.
 */
export async function pullProject(options: PullOptions): Promise<Pulled> {
  const { client, registry, namespace, replaceable = () => false } = options;
  const named = {
    ...(namespace === undefined ? {} : { namespace }),
    ...(options.environments ? { environments: options.environments } : {}),
  };
  const reader = new Reader(client, registry);
  const { definitions, statements } = resolve({ ...options, ...named });
  const input = { reader, registry, definitions, statements, replaceable, ...named };
  const choice = typeof options.choice === "function" ? await options.choice(await offers(input)) : options.choice;
  const gathered = await gather(choice, input);
  const { keyed, leftOut: keyless } = withKeys(gathered.chosen, {
    pairing: gathered.pairing,
    addresses: [
      ...options.definitions.map(({ definition }) => `${definition.kind}.${definition.key}`),
      ...statements.flatMap((one) => (one.statement === "adopt" ? [one.address] : [])),
    ],
    ...named,
  });
  const again = new Set(keyed.map(({ address }) => address.toLowerCase()));
  const stays = (address: string): boolean => !again.has(address.toLowerCase());
  const { proven, leftOut: unsaid } = prove(keyed, {
    state: reader.state,
    registry,
    definitions: options.definitions.filter(({ definition }) => stays(`${definition.kind}.${definition.key}`)),
    statements: options.statements.filter(
      ({ statement }) =>
        statement.statement !== "adopt" || !parseAddress(statement.address) || stays(statement.address),
    ),
    ...named,
  });
  const drift = await driftOf({ ...input, pairing: gathered.pairing, kept: gathered.kept });
  return {
    definitions: proven.map(({ kind, live, address, key, input, adopts, secrets, ignored, shortest }) => {
      const title = kind.title?.(live.row);
      return {
        address,
        kind: kind.name,
        key,
        id: live.id,
        ...(title ? { title } : {}),
        input,
        adopts,
        secrets,
        ignored,
        shortest,
      };
    }),
    leftOut: [...gathered.leftOut, ...keyless, ...unsaid],
    kept: gathered.kept,
    drift,
    rowless: gathered.rowless,
    missing: gathered.missing,
  };
}
