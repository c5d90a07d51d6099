import { byCodeUnits, type FieldChange, type Statement } from "@posthog-definitions/core";
import { decided, specDifferences, type Registry, type Resolved } from "@posthog-definitions/core/kind";
import { pair, type Pairing } from "./pair.js";
import { decoding, meaning } from "./view.js";
import type { World } from "./world.js";

/** One project as a comparison sees it. */
export interface Side {
  /** As the files say in this environment. */
  readonly definitions: readonly Resolved[];
  readonly statements: readonly Statement[];
  readonly world: World;
}

/** How two projects differ in what is managed. */
export interface ProjectComparison {
  /** Addresses that are managed in one of the two only. */
  readonly onlyHere: readonly string[];
  readonly onlyThere: readonly string[];
  /** `before` is what stands there, `after` what stands here. */
  readonly different: readonly { readonly address: string; readonly fields: readonly FieldChange[] }[];
  readonly same: readonly string[];
}

/** Compares what rows mean, not what files say: edits made in PostHog count on either side. */
export function compareProjects(
  here: Side,
  there: Side,
  at: { registry: Registry; namespace?: string },
): ProjectComparison {
  const [a, b] = [here, there].map((side) => new Managed(side, at)) as [Managed, Managed];
  const addresses = [...new Set([...a.addresses, ...b.addresses])].sort(byCodeUnits);
  const both = addresses.filter((address) => a.has(address) && b.has(address));
  const compared = both.map((address) => ({ address, fields: differing(address, a, b) }));
  return {
    onlyHere: addresses.filter((address) => !b.has(address)),
    onlyThere: addresses.filter((address) => !a.has(address)),
    different: compared.filter(({ fields }) => fields.length > 0),
    same: compared.filter(({ fields }) => fields.length === 0).map(({ address }) => address),
  };
}

function differing(address: string, a: Managed, b: Managed): FieldChange[] {
  const [is, other] = [a.meaning(address), b.meaning(address)];
  return is && other ? specDifferences(is.kind.spec, other.spec, is.spec) : [];
}

class Managed {
  private readonly pairing: Pairing;
  private readonly definitions: ReadonlyMap<string, Resolved>;

  constructor(
    private readonly side: Side,
    private readonly at: { readonly registry: Registry; readonly namespace?: string },
  ) {
    this.pairing = pair({ ...side, ...at, url: () => undefined });
    this.definitions = new Map(side.definitions.map((definition) => [definition.address, definition]));
  }

  get addresses(): Iterable<string> {
    return this.pairing.managed.keys();
  }

  has(address: string): boolean {
    return this.pairing.managed.has(address);
  }

  /** Fields that are left alone count where the definition names them: of the others, nobody says that they are alike. */
  meaning(address: string) {
    const live = this.pairing.managed.get(address);
    const kind = live && this.at.registry.kinds.get(live.kind);
    if (!live || !kind) return undefined;
    const whole = meaning(
      kind,
      live.row,
      decoding({ world: this.side.world, pairing: this.pairing, registry: this.at.registry }),
    );
    const definition = this.definitions.get(address);
    return { kind, spec: definition ? decided(kind.spec, definition.spec, whole) : whole };
  }
}
