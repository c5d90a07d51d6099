import { byCodeUnits, isPlain, refText, type Body } from "@posthog-definitions/core";
import {
  fields,
  join,
  same,
  type Decoding,
  type Facet,
  type FacetChange,
  type Step,
} from "@posthog-definitions/core/kind";
import { encodeFilters, tileFilterNames, unmodelled } from "../filters.js";
import type { DashboardRow, TileRow } from "../row.js";
import { isOurs, liveTiles } from "./live.js";
import { markedBody, markedOverrides } from "./mark.js";
import { asWanted, pair } from "./pair.js";
import {
  isCard,
  isInsight,
  nothingElse,
  ownsAll,
  tileName,
  type CardTile,
  type InsightTile,
  type Tile,
} from "./tile.js";

/**
 * The tiles of a dashboard. PostHog ignores them in a POST, and puts an insight on a dashboard only through the insight
 * itself; everything else goes into one PATCH, a list of changes by tile id in which what is not named stays.
 * Source: `PostHog/posthog: products/dashboards/backend/api/dashboard.py`.
 */
export function tilesFacet<S extends object>(): Facet<readonly Tile[], S, DashboardRow> {
  return {
    fresh: () => [],
    decode: (row, at) => liveTiles(row, at).map(({ tile }) => tile),
    knows: ["insight"],
    marks: true,
    ours,
    write,
  };
}

/** What is declared, as far as it is declared; what is ours and is not; and, if the dashboard owns them all, the rest. */
function ours(have: readonly Tile[], want: readonly Tile[], at: Decoding): readonly Tile[] {
  const pairs = pair(want, have);
  const declared = new Set(pairs.values());
  const all = ownsAll(want);
  return [
    ...[...pairs].map(([wanted, live]) => asWanted(wanted, live)),
    ...have.filter((tile) => !declared.has(tile) && (all || isOurs(tile, at))),
    ...(all ? [nothingElse] : []),
  ].sort((a, b) => byCodeUnits(tileName(a), tileName(b)));
}

/** Takes the live tiles from the row itself: `have` is cut down to what is ours to compare, and knows no ids. */
function write<S>({ want, row, at, adopts, refuse }: FacetChange<readonly Tile[], S, DashboardRow>): readonly Step[] {
  const live = liveTiles(row, at);
  const rowOf = new Map(live.map((one): [Tile, TileRow] => [one.tile, one.row]));
  const pairs = pair(
    want,
    live.map(({ tile }) => tile),
  );
  const joins: Step[] = [];
  const tiles: Body[] = [];
  for (const tile of want) {
    const there = pairs.get(tile);
    const change = there && { have: asWanted(tile, there), row: rowOf.get(there)! };
    const unmarked = adopts === true && there !== undefined && isCard(there) && there.mark === null;
    if (change && same(change.have, tile) && !unmarked) continue;
    if (isCard(tile)) tiles.push(cardBody(tile, change as LiveCard | undefined, unmarked));
    else if (isInsight(tile)) {
      if (!change) {
        if (tile.insight.key === undefined) {
          refuse([], notManaged(tile));
          continue;
        }
        joins.push(join(tile.insight, "dashboards"));
      }
      const look = insightLook(tile, change as LiveInsight | undefined);
      const id = change ? change.row.id : { ...tile.insight, out: "tile" };
      if (Object.keys(look).length > 0) tiles.push({ id, ...look });
    }
  }
  const declared = new Set<Tile>(pairs.values());
  for (const { tile, row: gone } of live)
    if (!declared.has(tile) && (ownsAll(want) || isOurs(tile, at))) tiles.push({ id: gone.id, deleted: true });
  return tiles.length > 0 ? [...joins, fields({ tiles })] : joins;
}

interface Live<T> {
  /** As far as the wanted tile speaks of it. */
  readonly have: T;
  readonly row: TileRow;
}
type LiveCard = Live<CardTile>;
type LiveInsight = Live<InsightTile>;

const notManaged = (tile: InsightTile): string =>
  `${refText(tile.insight)} is not on this dashboard, and PostHog takes the dashboards of an insight from the insight, ` +
  `which is not managed. Define it and take it over with adopt("insight.<key>", …), or add it to the dashboard by hand.`;

/** The members of a tile that differ, on the wire. On a new tile: those that are declared. */
function look(want: InsightTile | CardTile, live: Live<InsightTile | CardTile> | undefined): Body {
  return {
    ...(differs(want, live, "layout") ? { layouts: layouts(want, live?.row) } : {}),
    ...(differs(want, live, "color") ? { color: want.color } : {}),
    ...(differs(want, live, "transparent") ? { transparent_background: want.transparent } : {}),
  };
}

function insightLook(want: InsightTile, live: LiveInsight | undefined): Body {
  const overrides = live?.row.filters_overrides;
  return {
    ...look(want, live),
    ...(differs(want, live, "filtersOverride")
      ? { filters_overrides: { ...unmodelled(overrides, tileFilterNames), ...encodeFilters(want.filtersOverride!) } }
      : {}),
    ...(differs(want, live, "showDescription") ? { show_description: want.showDescription } : {}),
  };
}

/** What is there of other sizes of screen, and of other clients' members, stays. */
function layouts({ layout }: InsightTile | CardTile, row: TileRow | undefined): Body {
  const live = isPlain(row?.layouts) ? row.layouts : {};
  return { ...live, sm: { ...(isPlain(live["sm"]) ? live["sm"] : {}), ...layout } };
}

/** `unmarked`: it is to be known from now on, also when it will say something else. */
function cardBody(want: CardTile, live: LiveCard | undefined, unmarked: boolean): Body {
  const says = want.kind === "text" ? ["body"] : ["url", "text", "placement", "style"];
  const rewritten = unmarked || ["key", "mark", ...says].some((member) => differs(want, live, member));
  return {
    ...(live ? { id: live.row.id } : {}),
    ...(rewritten ? contentBody(want, live?.row) : {}),
    ...look(want, live),
  };
}

/** Without the id of the text or button, PostHog makes another one and leaves the old one behind. */
function contentBody(want: CardTile, row: TileRow | undefined): Body {
  if (want.kind === "text") return { text: { ...idIn(row?.text), body: markedBody(want.body, want.key) } };
  const { url, text, placement, style, key } = want;
  return {
    button_tile: { ...idIn(row?.button_tile), url, text, placement, style },
    filters_overrides: markedOverrides(row?.filters_overrides, key),
  };
}

const idIn = (content: unknown): Body => (isPlain(content) ? { id: content["id"] } : {});

/** Whether a member has to be sent. What a definition leaves out is left alone. */
function differs<T extends Tile>(want: T, live: Live<Tile> | undefined, member: string): boolean {
  const wanted = (want as unknown as Record<string, unknown>)[member];
  if (!live) return wanted !== undefined;
  return !same((live.have as unknown as Record<string, unknown>)[member], wanted);
}
