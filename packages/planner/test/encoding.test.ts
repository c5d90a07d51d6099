import { factory, type DefinitionOptions, type Reference } from "@posthog-definitions/core";
import { collection, defineKind, refTo, registryOf, tag, type Encoding } from "@posthog-definitions/core/kind";
import { expect, it } from "vitest";
import { z } from "zod";
import { plannedWith } from "./support.js";

interface SongRow {
  readonly id: number;
  readonly tags: readonly string[];
}
interface Entry {
  readonly song: number;
  readonly note?: string;
}
interface AlbumRow extends SongRow {
  readonly title: string;
  readonly entries: readonly Entry[];
}
type SongRef = { readonly $ref: "song"; readonly key?: string; readonly id?: number };
interface AlbumSpec {
  readonly title: string;
  readonly songs: readonly SongRef[];
}

const song = defineKind<"song", object, SongRow>({
  name: "song",
  plural: "songs",
  summary: "A song.",
  spec: z.object({}),
  identity: tag(),
  api: collection<SongRow>({ path: "songs/", scope: "song", remove: "soft" }),
  encode: () => ({}),
  decode: () => ({}),
});

/** What people note beside a song stays with it, wherever the list puts it. */
const entry = (song: SongRef, { row, ref }: Encoding<AlbumRow>) => {
  const there = row?.entries.find(({ song: id }) => ref?.("song", id).key === song.key);
  return { song, ...(there?.note === undefined ? {} : { note: there.note }) };
};
const album = defineKind<"album", AlbumSpec, AlbumRow>({
  name: "album",
  plural: "albums",
  summary: "An album.",
  spec: z.object({ title: z.string(), songs: z.array(refTo("song")) }),
  identity: tag(),
  api: collection<AlbumRow>({ path: "albums/", scope: "album", remove: "soft" }),
  encode: ({ title, songs }, at) => ({ title, entries: songs?.map((each) => entry(each, at)) }),
  decode: ({ title, entries }, at) => ({ title, songs: entries.map(({ song }) => at.ref("song", song)) }),
});
const songs = factory<"song", DefinitionOptions>("song");
const albums = factory<"album", DefinitionOptions & { title: string; songs: readonly Reference<"song">[] }>("album");

it("tells a kind whose row an id in the live row is", () => {
  const [one, two] = [songs({ key: "one" }), songs({ key: "two" })];
  const { plan } = plannedWith(
    registryOf(song, album),
    [one, two, albums({ key: "a", title: "A", songs: [two, one] })],
    {
      song: [
        { id: 11, tags: ["iac:songs:one"] },
        { id: 12, tags: ["iac:songs:two"] },
      ],
      album: [{ id: 1, title: "A", entries: [{ song: 11, note: "slowly" }, { song: 12 }], tags: ["iac:albums:a"] }],
    },
  );
  expect(plan.requests.map(({ name }) => name)).toEqual(["update album.a"]);
  expect(plan.requests[0]?.body).toMatchObject({
    entries: [{ song: { key: "two" } }, { song: { key: "one" }, note: "slowly" }],
  });
});
