import { createClient } from "@posthog-definitions/client";
import { factory, lookup, type DefinitionOptions, type Reference } from "@posthog-definitions/core";
import {
  collection,
  defineKind,
  keyed,
  links,
  refTo,
  registryOf,
  resolve,
  side,
  tag,
  type Target,
} from "@posthog-definitions/core/kind";
import { refText } from "@posthog-definitions/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { planProject } from "../src/index.js";

interface Link {
  readonly id: number;
  readonly shelf: number;
  readonly book: number;
}
const places = side<Link>({ path: "links/", query: { of: "shelves" }, scope: "shelf" });
const book: Target = {
  name: "book",
  plural: "books",
  identity: tag(),
  api: { path: "books/", scope: "book", remove: "hard" },
};
interface ShelfSpec {
  books: { $ref: "book"; id?: number }[];
  label: string;
}
const shelf = defineKind<"shelf", ShelfSpec, { id: number; label: string; tags: string[] }>({
  name: "shelf",
  plural: "shelves",
  summary: "A shelf.",
  spec: z.object({ label: z.string().default(""), books: keyed(z.array(refTo("book")), refText) }),
  identity: tag(),
  api: collection({ path: "shelves/", scope: "shelf", remove: "hard", rereadBy: "list" }),
  targets: [book],
  encode: ({ label }) => ({ label }),
  decode: ({ label }) => ({ label }),
  facets: {
    books: links<"book", ShelfSpec, { id: number }, Link>({
      in: places,
      of: (row, link) => link.shelf === row.id,
      to: (link, at) => at.ref("book", link.book),
      body: (target, self) => ({ shelf: self, book: target }),
    }) as never,
  },
});
const make = factory<"shelf", DefinitionOptions & { label?: string; books: Reference<"book">[] }>("shelf");
const registry = registryOf(shelf);

/** A server of shelves, which is asked for in `log`. `lost`: the n-th write works, and its answer does not arrive. */
function library(lost?: number) {
  const shelves: Record<string, unknown>[] = [];
  const all: Link[] = [];
  const log: string[] = [];
  let writes = 0;
  const act = async (request: Request, path: string): Promise<unknown> => {
    const id = Number(/(\d+)\/$/.exec(path)?.[1]);
    if (request.method === "GET") return { results: path.endsWith("links/") ? [...all] : [...shelves], next: null };
    if (request.method === "DELETE") {
      all.splice(
        all.findIndex((link) => link.id === id),
        1,
      );
      return undefined;
    }
    const body = (await request.json()) as Record<string, unknown>;
    if (path.endsWith("links/")) return all[all.push({ ...(body as unknown as Link), id: 100 + all.length }) - 1];
    if (request.method === "PATCH")
      return Object.assign(
        shelves.find((row) => row["id"] === id)!,
        body,
      );
    return shelves[shelves.push({ ...body, id: shelves.length + 1 }) - 1];
  };
  const fetching = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const path = new URL(request.url).pathname.replace("/api/projects/1/", "");
    log.push(`${request.method} ${path}${new URL(request.url).search.replace(/[?&]limit=1000/, "")}`);
    const answer = await act(request, path);
    if (request.method !== "GET" && ++writes === lost) throw new TypeError("fetch failed");
    return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
  };
  const apply = async (definition: ReturnType<typeof make>) => {
    const project = await planProject({
      client: createClient({
        host: "https://example.com",
        key: "phx_x",
        project: 1,
        fetch: fetching as typeof fetch,
        limits: "none",
        clock: { now: () => 0, sleep: async () => undefined },
      }),
      registry,
      resolution: resolve({ definitions: [{ definition }], registry }),
      env: {},
      host: "https://example.com",
      projectId: 1,
    });
    log.length = 0;
    return project.apply();
  };
  return { apply, log, all };
}
const books = (...ids: number[]) => ids.map((id) => lookup("book", { id }));

describe("rows of a side collection", () => {
  it("are known from the answers: nothing is read again", async () => {
    const { apply, log, all } = library();
    const { outcomes } = await apply(make({ key: "s", books: books(1, 2, 3) }));
    expect(outcomes).toMatchObject([{ status: "done" }]);
    expect(log).toEqual(["POST shelves/", "POST links/", "POST links/", "POST links/"]);
    await apply(make({ key: "s", books: books(3, 4) }));
    expect([...log].sort()).toEqual(["DELETE links/100/", "DELETE links/101/", "POST links/"]);
    expect(all.map((link) => link.book).sort()).toEqual([3, 4]);
  });

  it("are read again after a lost answer, as they were read before, and no row is made twice", async () => {
    const { apply, log, all } = library(3);
    const { outcomes } = await apply(make({ key: "s", books: books(1, 2, 3) }));
    expect(outcomes).toMatchObject([{ status: "done" }]);
    expect(log.filter((entry) => entry.startsWith("GET"))).toEqual(["GET links/?of=shelves"]);
    expect(all.map((link) => link.book).sort()).toEqual([1, 2, 3]);
  });
});

describe("a kind whose rows are not looked at one by one", () => {
  it("is read again by its list", async () => {
    const { apply, log } = library(2);
    await apply(make({ key: "s", books: [], label: "a" }));
    const { outcomes } = await apply(make({ key: "s", books: [], label: "b" }));
    expect(outcomes).toMatchObject([{ status: "done" }]);
    expect(log).toEqual(["PATCH shelves/1/", "GET shelves/"]);
  });
});
