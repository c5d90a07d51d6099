/** What hangs on charts in a project of other people: variables, alerts, annotations. */
import type { JsonObject } from "@posthog-definitions/emulator";
import { NAMES, textOf, trends, type Hand, type Row } from "./foreign-words.js";

/** Their code names are what PostHog makes of the names; a name of symbols alone leaves none. */
export async function makeVariables(hand: Hand): Promise<Row[]> {
  const forms: JsonObject[] = [
    { type: "String", default_value: "`${x}` */" },
    { type: "Number", default_value: -0.5 },
    { type: "Boolean", default_value: false },
    { type: "Date", default_value: "-7d" },
    { type: "List", values: ["a", "`${b}`", "1"], default_value: "a" },
    { type: "List", values: ["a", "b"], is_multi: true, default_value: ["b", "a"] },
    { type: "List", values: [], values_query: "select distinct `plan` from persons -- '${x}'" },
    { type: "String" },
  ];
  const rows: Row[] = [];
  for (const [i, name] of VARIABLES.entries()) {
    const row = await hand("insight_variables/", { name, ...forms[i % forms.length]! });
    if (i % 3 === 0) await hand(`insight_variables/${row.id}/`, { name: NAMES[i]! }, "PATCH");
    rows.push(row);
  }
  const query = "select {variables.weekly_signups}, {variables.constructor}";
  const variables = Object.fromEntries(
    rows
      .filter(({ code_name }) => query.includes(`.${String(code_name)}}`))
      .map(({ id, code_name }) => [String(id), { variableId: id, code_name: code_name! }]),
  );
  const source: JsonObject = { kind: "HogQLQuery", query, variables };
  await hand("insights/", { name: "With variables", query: { kind: "DataVisualizationNode", source } });
  return rows;
}
const VARIABLES = NAMES.filter(
  (name, i) =>
    /^[\x20-\x7e]*[a-z0-9][\x20-\x7e]*$/i.test(name) && NAMES.indexOf(name) === i && name !== "weekly SIGNUPS!",
).filter((name) => name.length < 150);

export async function makeAlerts(hand: Hand): Promise<Row[]> {
  const insights = await Promise.all(
    ["Watched", "Watched too"].map((name) => hand("insights/", { name, query: trends("paid") })),
  );
  const forms: JsonObject[] = [
    { threshold: { configuration: { type: "absolute", bounds: { lower: 10 } } } },
    {
      threshold: { name: "Too `${few}`", configuration: { type: "percentage", bounds: { upper: 0.5 } } },
      condition: { type: "relative_increase" },
      config: { type: "TrendsAlertConfig", series_index: 0, check_ongoing_interval: true },
    },
    {
      threshold: { configuration: { type: "absolute", bounds: {} } },
      detector_config: { type: "zscore", threshold: 0.95 },
      investigation_agent_enabled: true,
    },
    {
      threshold: { configuration: { type: "absolute", bounds: { lower: 1, upper: 2 } } },
      calculation_interval: "hourly",
      skip_weekend: true,
      schedule_restriction: { blocked_windows: [{ start: "22:00", end: "06:00" }] },
      enabled: false,
    },
  ];
  const rows: Row[] = [];
  for (const [i, name] of NAMES.entries())
    rows.push(
      await hand("alerts/", {
        name: name.slice(0, 255),
        insight: insights[i % 2]!.id,
        subscribed_users: i % 3 === 0 ? [1, 2] : [],
        condition: { type: "absolute_value" },
        config: { type: "TrendsAlertConfig", series_index: 0 },
        ...forms[i % forms.length]!,
      }),
    );
  return rows;
}

export async function makeAnnotations(hand: Hand, insight: Row, board: Row): Promise<Row[]> {
  const forms: JsonObject[] = [
    { scope: "project" },
    { scope: "dashboard_item", dashboard_item: insight.id },
    { scope: "dashboard", dashboard_id: board.id, hidden_in_user_interface: true },
    { scope: "tag", tags: ["Release", "a b"] },
    { scope: "project", creation_type: "GIT", emoji: "🚀", date_marker: "2026-03-01T13:00:00.123+01:00" },
  ];
  const rows: Row[] = [];
  for (const [i, name] of NAMES.entries())
    rows.push(
      await hand("annotations/", {
        content: i % 2 === 0 ? name : `${name}\n\n${textOf(i)}`,
        date_marker: `2026-01-${String(i + 1).padStart(2, "0")}T00:00:00Z`,
        ...forms[i % forms.length]!,
      }),
    );
  // No definition can say one of these: they are everybody's in the organisation.
  await hand("annotations/", { content: "Everywhere", scope: "organization", date_marker: "2026-01-01T00:00:00Z" });
  return rows;
}
