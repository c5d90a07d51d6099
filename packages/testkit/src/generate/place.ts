/** Where in a spec a value is made: `tiles[].layout.x`; `payloads.*` stands for the values of a record. */
export interface Place {
  readonly path: string;
  /** How many recursive schemas stand around it. */
  readonly depth: number;
}

export const top: Place = { path: "", depth: 0 };
export const member = (place: Place, name: string): Place => ({
  ...place,
  path: place.path === "" ? name : `${place.path}.${name}`,
});
export const item = (place: Place): Place => ({ ...place, path: `${place.path}[]` });
export const entry = (place: Place): Place => member(place, "*");
export const deeper = (place: Place): Place => ({ ...place, depth: place.depth + 1 });

/** Why no value can be made at a place. */
export class Unmakeable {
  constructor(
    readonly place: Place,
    readonly why: string,
    /** Whether an optional field may simply stay absent for it. Otherwise the author has to help. */
    readonly harmless: boolean,
  ) {}

  get message(): string {
    const path = this.place.path || "(the whole spec)";
    return `No value can be made up for \`${path}\`: ${this.why} Give \`arbitraries: { ${JSON.stringify(this.place.path)}: … }\`.`;
  }
}
