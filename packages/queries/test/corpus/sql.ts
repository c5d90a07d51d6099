import { hog, hogql, raw, sqlChart, sqlTable, where, whereSql } from "../../src/index.js";
import { variable, type Example } from "./example.js";

const ORDERS =
  "select toStartOfDay(timestamp) as day, count() as orders from events where event = 'order_paid' and properties.plan = {variables.plan_name} and {filters} group by day order by day";

export const sqlExamples: readonly Example[] = [
  {
    title: "SQL with constants, as the alpha writes it",
    query: hogql("select count() from events where event = {name}", { name: "signed up", since: null }),
    node: {
      kind: "DataVisualizationNode",
      source: {
        kind: "HogQLQuery",
        query: "select count() from events where event = {name}",
        values: { name: "signed up", since: null },
      },
    },
  },
  {
    title: "a chart with a variable, dashboard filters and settings",
    query: sqlChart(
      hogql({
        query: ORDERS,
        filters: { dateRange: { date_from: "-30d" }, filterTestAccounts: true },
        variables: { plan_name: "pro" },
      }),
      {
        display: "ActionsBar",
        chartSettings: {
          xAxis: { column: "day" },
          yAxis: [
            {
              column: "orders",
              settings: {
                formatting: { style: "number", decimalPlaces: 0 },
                display: { label: "Orders", displayType: "bar" },
              },
            },
          ],
          leftYAxisSettings: { startAtZero: true, showGridLines: true },
          goalLines: [{ label: "Daily goal", value: 100 }],
        },
        tableSettings: { pinnedColumns: ["day"] },
      },
    ),
    node: {
      kind: "DataVisualizationNode",
      source: {
        kind: "HogQLQuery",
        query: ORDERS,
        filters: { dateRange: { date_from: "-30d" }, filterTestAccounts: true },
        variables: { plan_name: { ...variable("plan_name"), value: "pro" } },
      },
      display: "ActionsBar",
      chartSettings: {
        xAxis: { column: "day" },
        yAxis: [
          {
            column: "orders",
            settings: {
              formatting: { style: "number", decimalPlaces: 0 },
              display: { label: "Orders", displayType: "bar" },
            },
          },
        ],
        leftYAxisSettings: { startAtZero: true, showGridLines: true },
        goalLines: [{ label: "Daily goal", value: 100 }],
      },
      tableSettings: { pinnedColumns: ["day"] },
    },
  },
  {
    title: "variables in every form",
    query: hogql({
      query: "select {variables.a}, {variables.b}, {variables.c}, {variables.d}, {variables.e}",
      variables: {
        a: 1,
        b: ["x", "y"],
        c: {},
        d: { isNull: true },
        "0190aaaa-0000-7000-8000-000000000001": {
          variableId: "0190aaaa-0000-7000-8000-000000000001",
          code_name: "e",
          value: false,
        },
      },
    }),
    node: {
      kind: "DataVisualizationNode",
      source: {
        kind: "HogQLQuery",
        query: "select {variables.a}, {variables.b}, {variables.c}, {variables.d}, {variables.e}",
        variables: {
          a: { ...variable("a"), value: 1 },
          b: { ...variable("b"), value: ["x", "y"] },
          c: variable("c"),
          d: { ...variable("d"), isNull: true },
          e: { ...variable("e"), value: false },
        },
      },
    },
  },
  {
    title: "a table with formatted and pinned columns",
    query: sqlTable("select plan, revenue from plans", {
      columns: [{ column: "plan" }, { column: "revenue", settings: { formatting: { prefix: "€ " } } }],
      pinnedColumns: ["plan"],
      conditionalFormatting: [
        {
          id: "1",
          templateId: "greater-than",
          columnName: "revenue",
          input: "1000",
          color: "#00ff00",
          bytecode: ["_H", 1, 32, "x"],
        },
      ],
    }),
    node: {
      kind: "DataVisualizationNode",
      source: { kind: "HogQLQuery", query: "select plan, revenue from plans" },
      display: "ActionsTable",
      tableSettings: {
        columns: [{ column: "plan" }, { column: "revenue", settings: { formatting: { prefix: "€ " } } }],
        pinnedColumns: ["plan"],
        conditionalFormatting: [
          {
            id: "1",
            templateId: "greater-than",
            columnName: "revenue",
            input: "1000",
            color: "#00ff00",
            bytecode: ["_H", 1, 32, "x"],
          },
        ],
      },
    },
  },
  {
    title: "a heatmap, a pie and a table without settings",
    query: sqlChart("select day, hour, n from t", {
      display: "TwoDimensionalHeatmap",
      chartSettings: {
        heatmap: {
          xAxisColumn: "hour",
          yAxisColumn: "day",
          valueColumn: "n",
          gradient: [
            { value: 0, color: "#fff" },
            { value: 1, color: "#f00" },
          ],
          gradientScaleMode: "relative",
        },
        pie: { sliceContent: "values", valueDisplay: "percentage", showTotal: false },
      },
    }),
    node: {
      kind: "DataVisualizationNode",
      source: { kind: "HogQLQuery", query: "select day, hour, n from t" },
      display: "TwoDimensionalHeatmap",
      chartSettings: {
        heatmap: {
          xAxisColumn: "hour",
          yAxisColumn: "day",
          valueColumn: "n",
          gradient: [
            { value: 0, color: "#fff" },
            { value: 1, color: "#f00" },
          ],
          gradientScaleMode: "relative",
        },
        pie: { sliceContent: "values", valueDisplay: "percentage", showTotal: false },
      },
    },
  },
  {
    title: "filters in both forms, and a table as it comes",
    query: sqlTable(
      hogql({
        query: "select * from events where {filters}",
        filters: { properties: [where({ plan: "pro" }), whereSql("properties.total > 10")], dateRange: "-7d" },
        connectionId: "0190aaaa-0000-7000-8000-00000000000c",
        modifiers: { inCohortVia: "subquery" },
      }),
    ),
    node: {
      kind: "DataVisualizationNode",
      display: "ActionsTable",
      source: {
        kind: "HogQLQuery",
        query: "select * from events where {filters}",
        filters: {
          properties: [
            { type: "event", key: "plan", operator: "exact", value: ["pro"] },
            { type: "hogql", key: "properties.total > 10" },
          ],
          dateRange: { date_from: "-7d" },
        },
        connectionId: "0190aaaa-0000-7000-8000-00000000000c",
        modifiers: { inCohortVia: "subquery" },
      },
    },
  },
  { title: "a program in Hog", query: hog("return 1"), node: { kind: "HogQuery", code: "return 1" } },
  {
    title: "a raw node with a field that is not known here",
    query: raw({ kind: "InsightVizNode", source: { kind: "BrandNewQuery", series: [], answer: 42 } }),
    node: { kind: "InsightVizNode", source: { kind: "BrandNewQuery", answer: 42 } },
  },
  {
    title: "a raw source, which still gets the node around it",
    query: raw({ kind: "HogQLQuery", query: "select 1", brandNew: true }),
    node: { kind: "DataVisualizationNode", source: { kind: "HogQLQuery", query: "select 1", brandNew: true } },
  },
];
