import type { Context } from "../../context.js";
import { canAsk, chosenOne, entered } from "../../terminal/ask.js";
import { pluralOf, PREFIX, snake, type IdentityForm, type Names } from "./names.js";
import type { NewFlags } from "./flags.js";

/** What the templates are filled with. */
export interface Answers extends Names {
  readonly identity: IdentityForm;
  /** The text that carries the comment, or PostHog's own key. */
  readonly field: string;
}

/** From flags, else asked where there is somebody to ask, else by default. */
export async function answers(kind: string, flags: NewFlags, context: Context): Promise<Answers> {
  const asks = canAsk(context) && !flags.yes && !flags.json;
  const answer = async (given: string | undefined, question: string, standard: string): Promise<string> =>
    given ?? (asks ? entered(question, standard) : standard);

  const plural = await answer(flags.plural, "Several of them are called:", pluralOf(kind));
  const path = trimmed(await answer(flags.path, "The path of its API, below the project:", snake(plural)));
  const scope = await answer(flags.scope, "The scope of keys, without :read and :write:", snake(kind));
  const identity = (flags.identity ??
    (asks ? await chosenOne("Where can a row say whose it is?", QUESTION) : "tag")) as IdentityForm;
  const standardField = identity === "natural-key" ? "key" : "description";
  const field = identity === "tag" ? "tags" : await answer(flags.field, "The name of that field:", standardField);
  const name = await answer(flags.package, "The name of the package:", `${PREFIX}${plural}`);
  return { kind, plural, path, scope, identity, field, package: name };
}

const QUESTION = [
  { value: "tag", name: "in its tags" },
  { value: "marker", name: "at the end of a text that users hardly see, such as a description" },
  { value: "natural-key", name: "nowhere: PostHog keeps a key of its own unique" },
] satisfies { value: IdentityForm; name: string }[];

const trimmed = (path: string): string => path.replace(/^\/+|\/+$/g, "");
