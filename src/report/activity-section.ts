import type { BlockContent } from 'mdast';
import type { ChartActivity, ChartSeries, IncidentChart } from './incident-chart.ts';
import { clippedText, LINE_CHARACTERS } from './log-text.ts';
import { drawing } from './markup.ts';
import { activityNames, roleName } from './names.ts';
import { quantity } from './numbers.ts';
import type { Culprit, Incident } from './report.ts';
import { columnsOf, sparkline } from './sparkline.ts';
import { clockAfter, offsetOf } from './times.ts';

/** Characters of a row's name, so that the rows stay one line of a narrow terminal. */
const NAME_CHARACTERS = 26;
/** Where the resource was not well. */
const INCIDENT_MARK = '━';

/** What the culprit did below what the resource did, as rows of block characters over one clock. */
export function activitySection(culprit: Culprit, incident: Incident): BlockContent[] {
  const { chart } = incident;
  const resource = chart?.series[0];
  const activity = chart?.activities.find((one) => one.culprit === culprit.id);
  if (chart === undefined || resource === undefined || activity === undefined) return [];
  const rows = [
    resourceRow(resource),
    activityRow(activity),
    ...(chart.points < 2 ? [] : [incidentRow(chart, incident), clockRow(chart)]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, row]) => `${name.padEnd(width)}  ${row}`.trimEnd());
  return [drawing(lines, LINE_CHARACTERS)];
}

type Row = readonly [name: string, row: string];

function resourceRow({ series, role, unit, values }: ChartSeries): Row {
  return [
    clippedText(roleName(role) ?? series, NAME_CHARACTERS),
    `${sparkline(columnsOf(values, 'highest'))} ${upTo(values, unit)}`,
  ];
}

function activityRow({ cost, unit, values }: ChartActivity): Row {
  return [activityNames[cost], `${sparkline(columnsOf(values, 'mean'))} ${upTo(values, unit)}`];
}

/** The highest of the values themselves, as the picture tells it. */
function upTo(values: readonly (number | null)[], unit: string): string {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? 'not known' : `up to ${quantity(Math.max(...known), unit)}`;
}

function incidentRow({ from, stepSeconds, points }: IncidentChart, { start, end }: Incident): Row {
  const width = columnsOf(Array(points).fill(0), 'mean').length;
  const columnOf = (time: string): number => {
    const seconds = (Date.parse(time) - Date.parse(from)) / 1000;
    return Math.min(width - 1, Math.max(0, Math.floor((seconds / (stepSeconds * points)) * width)));
  };
  const [first, last] = [columnOf(start), columnOf(end)];
  return ['incident', ' '.repeat(first) + INCIDENT_MARK.repeat(last - first + 1)];
}

function clockRow({ from, stepSeconds, points }: IncidentChart): Row {
  const width = columnsOf(Array(points).fill(0), 'mean').length;
  const first = clockAfter(from, 0);
  const last = clockAfter(from, stepSeconds * points);
  const gap = ' '.repeat(Math.max(1, width - first.length - last.length));
  return ['', `${first}${gap}${last} ${offsetOf(from)}`];
}
