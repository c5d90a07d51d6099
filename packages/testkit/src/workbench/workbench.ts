import { createClient, type PostHogClient } from "@posthog-definitions/client";
import {
  isDefinition,
  isError,
  isStatement,
  stopsRun,
  type Definition,
  type Plan,
  type Report,
  type Spec,
  type Statement,
} from "@posthog-definitions/core";
import {
  definitionsIn,
  registryOf,
  resolve,
  type Kind,
  type Registry,
  type Resolution,
} from "@posthog-definitions/core/kind";
import { createEmulator, type Emulator, type EmulatorOptions, type LoggedRequest } from "@posthog-definitions/emulator";
import { planProject, pullProject, type Choice, type Pulled } from "@posthog-definitions/executor";
import { virtualClock, type VirtualClock } from "./clock.js";
import { Hand } from "./hand.js";
import { Live, type Row } from "./live.js";
import { expectDone, expectNone, Unfinished } from "./unfinished.js";
import { watched } from "./watched.js";
import { createWire, type Wire, type WireOptions } from "./wire.js";

export interface WorkbenchOptions {
  /** The kinds to work with, and those that their references point at. */
  readonly kinds: readonly Kind[];
  /** Routes and tables that the emulator does not bring: those of a third party's kind. */
  readonly resources?: EmulatorOptions["resources"];
  /** Behaviours of the emulator that differ between builds of PostHog. */
  readonly switches?: EmulatorOptions["switches"];
  /** Values for `env("NAME")`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whose rows these are, when several repositories share a project. */
  readonly namespace?: string;
}

/** What definition files export: definitions, inline ones included, and statements. */
export type Exports = readonly (Definition | Statement)[];

/** What came of one run of the tool. */
export interface Run {
  readonly ending: "finished" | "failed" | "killed";
  /** Absent when the reads before it failed, or the process was killed before it was made. */
  readonly plan?: Plan;
  /** Absent when nothing was applied. */
  readonly report?: Report;
  /** Why it failed: what was thrown. */
  readonly error?: unknown;
}

export interface RunOptions extends Pick<WireOptions, "kill" | "tamper"> {
  /** Only plan. Default: apply too, unless the plan has an error that stops the run. */
  readonly dry?: boolean;
  /** Delete managed rows that are not among the exports, however many. Default: `false`. */
  readonly prune?: boolean;
}

const HOST = "http://localhost:8010";

/** An emulated project and the tool that works on it, in one process, without a socket, a file or a wait. */
export class Workbench {
  readonly clock: VirtualClock = virtualClock();
  readonly emulator: Emulator;
  readonly registry: Registry;
  /** Does what a teammate does in PostHog. */
  readonly hand: Hand;
  /** Values for `env("NAME")`; may be changed between runs. */
  env: Readonly<Record<string, string | undefined>>;
  readonly #namespace: string | undefined;

  constructor(options: WorkbenchOptions) {
    this.registry = registryOf(...options.kinds.map(watched));
    this.emulator = createEmulator({
      clock: this.clock,
      ...(options.resources ? { resources: options.resources } : {}),
      ...(options.switches ? { switches: options.switches } : {}),
    });
    this.env = options.env ?? {};
    this.#namespace = options.namespace;
    this.hand = new Hand(this);
  }

  /** Validates exports offline, as loading them would. */
  resolve(exports: Exports): Resolution {
    const definitions = exports.filter((each): each is Definition => isDefinition(each));
    return resolve({
      definitions: [...definitionsIn(definitions)].map((definition) => ({ definition })),
      statements: exports.filter((each): each is Statement => isStatement(each)).map((statement) => ({ statement })),
      registry: this.registry,
      ...(this.#namespace === undefined ? {} : { namespace: this.#namespace }),
    });
  }

  /** Runs the tool once, as a process of its own. Never throws: what happened is what comes back. */
  async run(exports: Exports, options: RunOptions = {}): Promise<Run> {
    const { emulator, clock } = this;
    const wire = createWire({ emulator, clock, ...options });
    const client = this.#client(wire);
    let plan: Plan | undefined;
    const work = async (): Promise<Run> => {
      try {
        const resolution = this.resolve(exports);
        const project = await planProject({
          client,
          registry: this.registry,
          resolution,
          env: this.env,
          host: HOST,
          projectId: emulator.projectId,
          ...(this.#namespace === undefined ? {} : { namespace: this.#namespace }),
          ...(options.prune ? { prune: { limit: Infinity } } : {}),
        });
        plan = { ...project.plan, diagnostics: [...resolution.diagnostics, ...project.plan.diagnostics] };
        if (options.dry || plan.diagnostics.some(stopsRun)) return { ending: "finished", plan };
        return { ending: "finished", plan, report: await project.apply() };
      } catch (error) {
        return { ending: "failed", ...(plan ? { plan } : {}), error };
      }
    };
    const killed = wire.killed.then((ending): Run => ({ ending, ...(plan ? { plan } : {}) }));
    return Promise.race([work(), killed]);
  }

  #client({ fetch }: Pick<Wire, "fetch">): PostHogClient {
    const { emulator, clock } = this;
    const { key, projectId: project } = emulator;
    return createClient({ host: HOST, key, project, limits: "none", fetch, clock, random: () => 0.5 });
  }

  /** What a `pull` would write, beside files that hold these exports. Everything, unless less is chosen. */
  pull(exports: Exports = [], choice: Choice = {}): Promise<Pulled> {
    const { emulator, clock, registry } = this;
    const definitions = exports.filter((each): each is Definition => isDefinition(each));
    return pullProject({
      client: this.#client(createWire({ emulator, clock })),
      registry,
      definitions: [...definitionsIn(definitions)].map((definition) => ({ definition })),
      statements: exports.filter((each): each is Statement => isStatement(each)).map((statement) => ({ statement })),
      choice,
      ...(this.#namespace === undefined ? {} : { namespace: this.#namespace }),
    });
  }

  /**
   * What an `apply` would do.
   *
   * @throws Unfinished when the plan has an error; what was thrown, when it cannot be made.
   */
  async plan(exports: Exports, options: Pick<RunOptions, "prune"> = {}): Promise<Plan> {
    const { plan, error } = await this.run(exports, { ...options, dry: true });
    if (!plan) throw error;
    expectNone(plan.diagnostics.filter(isError));
    return plan;
  }

  /**
   * Applies, and makes sure that all of it was done.
   *
   * @throws Unfinished naming what was not done, and why.
   */
  async apply(
    exports: Exports,
    options: Pick<RunOptions, "prune"> = {},
  ): Promise<{ readonly plan: Plan; readonly report: Report }> {
    const { plan, report, error } = await this.run(exports, options);
    if (!plan) throw error;
    expectNone(plan.diagnostics.filter(isError));
    if (!report) throw error;
    expectDone(report.outcomes);
    return { plan, report };
  }

  /** The project as it looks now. */
  live(): Promise<Live> {
    return Live.read(this.emulator, this.registry);
  }

  /**
   * The row of a definition, as the server has it.
   *
   * @throws Unfinished unless exactly one row carries its mark.
   */
  async row({ kind, key }: Definition): Promise<Row> {
    const rows = (await this.live()).marked(kind, key);
    if (rows.length !== 1)
      throw new Unfinished(
        `${rows.length} rows carry the mark of ${kind}.${key}.${rows.length > 0 ? "" : " Either no list of `api` shows its row, or `identity` does not read there what it wrote."}`,
      );
    return rows[0]!;
  }

  /** The row of a definition in the user's words. */
  async spec(definition: Definition): Promise<Spec> {
    const live = await this.live();
    return live.meaning(this.kind(definition.kind), await this.row(definition));
  }

  kind(name: string): Kind {
    const kind = this.registry.kinds.get(name);
    if (!kind) throw new Error(`The workbench does not know the kind "${name}": give it among \`kinds\`.`);
    return kind;
  }

  /** What the tool sent since the project was new, or the log was cleared. */
  get requests(): readonly LoggedRequest[] {
    return this.emulator.log.entries;
  }

  /** Back to a new project. */
  reset(): void {
    this.emulator.reset();
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}

/** An emulated project and the tool that works on it; for laws and for a plugin's own tests. */
export const createWorkbench = (options: WorkbenchOptions): Workbench => new Workbench(options);
