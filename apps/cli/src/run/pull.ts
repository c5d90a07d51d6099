import { byCodeUnits, error, isError, pathText, warning, type Diagnostic } from "@posthog-definitions/core";
import type { Choice, LeftOut, Offer, Pulled, PulledDefinition } from "@posthog-definitions/executor";
import type { OutputFile } from "@posthog-definitions/render";
import type { Context } from "../context.js";
import { Problem, problem } from "../problem.js";
import { connect, type Connection } from "../project/connection.js";
import { installCommand, isImportable } from "../project/packages.js";
import { sameProject } from "../project/same-project.js";
import { missingCredentials, readSettings, type Settings, type SettingsFlags } from "../project/settings.js";
import { canAsk, chosen } from "../terminal/ask.js";
import { interruptible } from "../terminal/interrupt.js";
import type { Printer } from "../terminal/printer.js";
import { Progress } from "../terminal/progress.js";
import { readDefinitions, type Definitions } from "./definitions.js";
import { choiceOf, type ChoiceFlags } from "./pull/choice.js";
import { filesOf, type PulledFile } from "./pull/files.js";
import { leftAlone } from "./pull/left-alone.js";
import { takeBack, type TakenBack, type TakenDefinition } from "./pull/take-back.js";
import { pullText } from "./pull/text.js";
import { filesReferredTo, standingDefinitions, type Standing } from "./pull/standing.js";
import { writeFiles } from "./pull/write.js";
import { session, type Ending, type OutputFlags } from "./session.js";

export interface PullFlags extends OutputFlags, SettingsFlags, ChoiceFlags {
  readonly "dry-run"?: boolean;
  /** Overwrite pulled files that were edited. */
  readonly force?: boolean;
  readonly local?: boolean;
}

/** Files from a live project. Sends no write. */
export const pull = (flags: PullFlags, context: Context): Promise<number> =>
  session("pull", flags, context, async (printer) => {
    const progress = new Progress(context, flags.verbose ?? false);
    const interrupt = interruptible(context, (line) => {
      progress.clear();
      context.stderr.write(`${line}\n`);
    });
    let connection: Connection | undefined;
    try {
      const settings = await readSettings(flags, context);
      printer.root = settings.root;
      progress.start("Loading definitions");
      const definitions = await readDefinitions(settings);
      const choice = chooser(flags, context, definitions, progress);
      const before = [...(flags.local ? [] : missingCredentials(settings)), ...wrong(definitions)];
      if (before.length > 0) throw new Problem(before);
      connection = await connect(settings, {
        local: flags.local ?? false,
        onRequest: progress.onRequest,
        signal: interrupt.hard,
      });
      printer.facts.project = { host: connection.host, id: connection.projectId };
      const dryRun = flags["dry-run"] ?? false;
      printer.facts.dryRun = dryRun;
      progress.start(`Reading project ${connection.projectId} at ${connection.host}`);
      const standing = standingDefinitions(definitions, settings);
      const pulled = await read(connection, { settings, definitions, standing, choice, force: flags.force ?? false });
      const taken = await takeBack({ settings, definitions, drift: pulled.drift });
      progress.clear();
      return write(pulled, taken, { settings, definitions, standing, dryRun, flags }, printer);
    } finally {
      progress.clear();
      interrupt.release();
      await connection?.close();
    }
  });

/** What there is has to be understood before anything is put beside it. That there is nothing yet is no mistake. */
const wrong = ({ diagnostics }: Definitions): Diagnostic[] =>
  diagnostics.filter((diagnostic) => isError(diagnostic) && diagnostic.code !== "no-definitions");

type Chooser = Choice | ((offers: readonly Offer[]) => Promise<Choice>);

function chooser(flags: PullFlags, context: Context, { registry }: Definitions, progress: Progress): Chooser {
  const choice = choiceOf(flags, registry);
  if (choice) return choice;
  if (!canAsk(context))
    throw problem("arguments-invalid", "Say what to pull: there is no terminal to choose in.", {
      hint: "Everything: posthog-definitions pull --all. Some: --kind dashboard,insight, --id dashboard:4218 or --search TEXT.",
    });
  return async (offers) => {
    progress.clear();
    const some = offers.filter(({ rows }) => rows > 0);
    if (some.length === 0) return { kinds: new Set() };
    const kinds = await chosen(
      "What do you want to pull?",
      some.map(({ kind, plural, rows, managed }) => ({
        value: kind,
        name: `${plural}  ${rows}${managed === 0 ? "" : managed === rows ? ", managed" : `, ${managed} of them managed`}`,
      })),
    );
    progress.start("Reading");
    return { kinds: new Set(kinds) };
  };
}

interface Reading {
  readonly settings: Settings;
  readonly definitions: Definitions;
  readonly standing: ReadonlyMap<string, Standing>;
  readonly choice: Chooser;
  readonly force: boolean;
}

async function read(
  { client }: Connection,
  { settings, definitions, standing, choice, force }: Reading,
): Promise<Pulled> {
  const { pullProject } = await import("@posthog-definitions/executor");
  const pulled = await pullProject({
    client,
    registry: definitions.registry,
    definitions: definitions.loaded.definitions,
    statements: definitions.loaded.statements,
    environments: {
      known: settings.environments,
      ...(settings.environment === undefined ? {} : { name: settings.environment }),
    },
    replaceable: (address) => {
      const state = standing.get(address.toLowerCase())?.state;
      return state === "written" || (force && state === "edited");
    },
    choice,
    ...(settings.namespace === undefined ? {} : { namespace: settings.namespace }),
  });
  if (pulled.missing.length > 0)
    throw new Problem(
      pulled.missing.map(({ kind, id }) => error("unknown-target", `The project has no ${kind} with the id ${id}.`)),
    );
  return pulled;
}

interface Writing {
  readonly settings: Settings;
  readonly definitions: Definitions;
  readonly standing: ReadonlyMap<string, Standing>;
  readonly dryRun: boolean;
  readonly flags: PullFlags;
}

function write(
  pulled: Pulled,
  taken: readonly TakenBack[],
  { settings, definitions, standing, dryRun, flags }: Writing,
  printer: Printer,
): Ending {
  const files = filesOf(pulled.definitions, {
    settings,
    registry: definitions.registry,
    standing,
    referredTo: filesReferredTo(definitions, standing),
  });
  const missing = notImportable(files, settings.root);
  if (missing.length > 0) throw new Problem(missing);
  const edited = taken.filter(({ before, after }) => before !== after);
  if (!dryRun) writeFiles([...files, ...edited.map(({ file, after }) => ({ file, text: after }))], settings);
  const inPlace = new Set(edited.flatMap((file) => file.definitions.filter(isTaken).map(addressOf)));
  const left = pulled.kept
    .filter((address) => !inPlace.has(address))
    .flatMap((address) => standing.get(address.toLowerCase()) ?? []);
  const touched = left.filter(({ state }) => state === "edited");
  // What somebody wrote may be on its way; what was pulled was there.
  const gone = pulled.rowless
    .flatMap((address) => standing.get(address.toLowerCase()) ?? [])
    .filter(({ state }) => state !== "own");
  const again = sameProject(flags);
  const diagnostics = [
    ...touched.map(({ address, file }) =>
      warning("file-edited", `${file} has been edited since it was pulled, and is left alone.`, {
        address,
        hint: `To overwrite it: posthog-definitions pull${again} --force.`,
      }),
    ),
    ...gone.map(({ address, file }) =>
      warning("row-gone", `${file} defines ${address}, and the project has no row for it.`, {
        address,
        hint: "apply makes one. If it was deleted for good, delete the file.",
      }),
    ),
    ...leftAlone(taken, !dryRun),
    ...pulled.drift.unclear.map((address) =>
      warning("drift-unclear", `${address} differs from its row, and both may have changed since the last apply.`, {
        address,
        ...placeOf(address, definitions),
        hint: `posthog-definitions plan${again} shows how. Its file is left alone.`,
      }),
    ),
    ...pulled.definitions.flatMap(ignoredFields),
    ...pulled.leftOut.map(({ kind, id, title, why }: LeftOut) =>
      warning(
        "row-left-out",
        `${kind} ${title === undefined ? "" : `${JSON.stringify(title)} `}(${id}) is left out. ${why}`,
      ),
    ),
  ];
  printer.facts.files = outputFiles(files, edited, left);
  printer.facts.leftOut = pulled.leftOut;
  printer.diagnostics(diagnostics);
  printer.text((paint) =>
    pullText({
      files,
      inPlace: edited,
      isAtRest:
        taken.every(({ definitions }) => definitions.every(({ left }) => left.length === 0)) &&
        pulled.drift.unclear.length === 0,
      own: left.filter(({ state }) => state === "own"),
      adopts: pulled.definitions.filter(({ adopts }) => adopts).length,
      secrets: pulled.definitions.flatMap(({ secrets }) => secrets).filter((name) => settings.env[name] === undefined),
      dryRun,
      sameProject: again,
      verbose: printer.verbose,
      paint,
    }),
  );
  return { diagnostics };
}

/**
 * What the files would import and could not: a package manager that is strict lets a project import what it names itself,
 * and `adopt` or a query's builder come with no kind.
 */
const notImportable = (files: readonly PulledFile[], root: string): Diagnostic[] =>
  [...new Set(files.flatMap(({ packages }) => packages))]
    .filter((name) => !isImportable(name, root))
    .sort(byCodeUnits)
    .map((name) =>
      error("plugin-missing", `The files would import ${name}, which this project cannot. Nothing was written.`, {
        hint: `Install it: ${installCommand(name, root)}`,
      }),
    );

const ignoredFields = ({ address, ignored }: PulledDefinition): Diagnostic[] =>
  ignored.map((field) =>
    warning(
      "field-left-alone",
      `What PostHog keeps in \`${field}\` of ${address} cannot be written. It is left alone.`,
      {
        address,
        path: [field],
      },
    ),
  );

const placeOf = (address: string, { resolution }: Definitions): Pick<Diagnostic, "place"> => {
  const place = resolution.definitions.find((one) => one.address === address)?.place;
  return place ? { place } : {};
};

const isTaken = ({ taken }: TakenDefinition): boolean => taken.length > 0;
const addressOf = ({ drifted }: TakenDefinition): string => drifted.address;

const outputFiles = (
  files: readonly PulledFile[],
  edited: readonly TakenBack[],
  left: readonly Standing[],
): OutputFile[] => [
  ...files.map(({ file, action, address }) => ({ file, action, address })),
  ...edited.flatMap(({ file, definitions }) =>
    definitions.filter(isTaken).map((one) => ({
      file,
      action: "updated" as const,
      address: addressOf(one),
      fields: one.taken.map(pathText),
    })),
  ),
  ...left.map(({ file, address, state }) => ({
    file,
    action: "kept" as const,
    address,
    ...(state === "edited" ? { edited: true } : {}),
  })),
];
