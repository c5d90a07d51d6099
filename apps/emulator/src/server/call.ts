import type { OrganizationDocument, ProjectDocument, UserDocument } from "../accounts/tables.js";
import { basicUser } from "../accounts/basic-user.js";
import { isoDate, type Clock } from "../clock.js";
import type { Json, JsonObject } from "../json.js";
import type { Switches } from "../switches.js";
import type { Store } from "../store/store.js";
import type { Document, Table, TableDefinition } from "../store/table.js";
import type { Shuffle } from "../store/shuffle.js";
import type { Credentials } from "./credentials.js";
import { asBody } from "./fields.js";
import { parseBody } from "./body.js";

/** What every request shares. */
export interface Instance {
  readonly store: Store;
  readonly clock: Clock;
  readonly switches: Switches;
  /** Puts a list into an order that nobody may rely on. */
  readonly shuffle: Shuffle;
}

interface CallParts {
  readonly instance: Instance;
  readonly credentials: Credentials;
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly params: Readonly<Record<string, string>>;
  readonly rawBody: string;
  readonly project: ProjectDocument | undefined;
  readonly organization: OrganizationDocument | undefined;
}

/** One request that passed authentication and permissions, as a handler sees it. */
export class Call {
  readonly #parts: CallParts;
  #body: Json | undefined;
  readonly #users = new Map<number | null, JsonObject | null>();

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  get store(): Store {
    return this.#parts.instance.store;
  }

  get switches(): Switches {
    return this.#parts.instance.switches;
  }

  /** Who asks: a personal API key, or a person in the UI. */
  get credentials(): Credentials {
    return this.#parts.credentials;
  }

  get user(): UserDocument {
    return this.#parts.credentials.user;
  }

  get method(): string {
    return this.#parts.method;
  }

  get url(): URL {
    return this.#parts.url;
  }

  get headers(): Headers {
    return this.#parts.headers;
  }

  /** Parameters of the query string. */
  get query(): URLSearchParams {
    return this.#parts.url.searchParams;
  }

  /** The project of the path. Only routes below a project may ask. */
  get project(): ProjectDocument {
    if (!this.#parts.project) throw new Error(`${this.url.pathname} is not below a project.`);
    return this.#parts.project;
  }

  /** The organisation of the path, or that of the path's project. */
  get organization(): OrganizationDocument {
    if (!this.#parts.organization) throw new Error(`${this.url.pathname} is below neither organization nor project.`);
    return this.#parts.organization;
  }

  /** The time of the request in PostHog's date form. */
  get now(): string {
    return isoDate(this.#parts.instance.clock.now());
  }

  /** A part of the path, such as `id`. */
  param(name: string): string {
    return this.#parts.params[name] ?? "";
  }

  /** The parsed body: read lazily, because PostHog looks for the object before it looks at the body. */
  get body(): Json {
    this.#body ??= parseBody(this.#parts.rawBody, this.headers.get("content-type"));
    return this.#body;
  }

  /** The body of a write, which has to be an object. */
  get data(): JsonObject {
    return asBody(this.body);
  }

  table<D extends Document>(definition: TableDefinition<D>): Table<D> {
    return this.store.table(definition);
  }

  /** The user as rows nest it (`created_by`, …). */
  basicUser(id: number | null): JsonObject | null {
    let user = this.#users.get(id);
    if (user === undefined) {
      user = basicUser(this.store, id);
      this.#users.set(id, user);
    }
    return user;
  }

  /** For what PostHog returns in no particular order. */
  shuffled<T>(items: readonly T[]): T[] {
    return this.#parts.instance.shuffle(items);
  }
}
