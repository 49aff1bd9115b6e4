import { describe, expect, it } from 'vitest';
import { composeReport } from '../../src/compose/compose.ts';
import type { ChartActivity, IncidentChart } from '../../src/report/incident-chart.ts';
import { renderJson } from '../../src/report/json.ts';
import type { Report } from '../../src/report/report.ts';
import { minutes } from '../analysis/scenes.ts';
import { seriesOf } from '../support/series.ts';
import { crawlerDay, exportDay, partsOf, trouble, whole } from './parts.ts';

function incidentOf(report: Report): Report['incidents'][number] & { chart: IncidentChart } {
  const [incident] = report.incidents;
  if (incident?.chart === undefined) throw new Error('no chart');
  return { ...incident, chart: incident.chart };
}

function numbersOf(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

/** The values of the points that lie in a span, or outside it. */
function split(
  chart: IncidentChart,
  { values }: Pick<ChartActivity, 'values'>,
): { readonly inside: number[]; readonly outside: number[] } {
  const timeOf = (at: number): number => Date.parse(chart.from) + at * chart.stepSeconds * 1000;
  const isIn = (at: number): boolean => timeOf(at) >= trouble.fromMs && timeOf(at) < trouble.toMs;
  const of = (within: boolean): number[] =>
    numbersOf(values.filter((_, at) => isIn(at) === within));
  return { inside: of(true), outside: of(false) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

describe.each([
  ['crawler', crawlerDay(), 'in-flight', 'requests'],
  ['export', exportDay(), 'held-bytes', 'bytes'],
])('the chart of the %s', (_, day, cost, unit) => {
  const report = composeReport(partsOf(day));
  const incident = incidentOf(report);
  const { chart } = incident;

  it('has columns of one length', () => {
    const columns = [
      ...chart.series.map(({ values }) => values),
      ...chart.activities.flatMap(({ values, allTraffic }) => [values, allTraffic]),
    ];
    for (const column of columns) expect(column).toHaveLength(chart.points);
  });

  it('shows the primary series with the peak and the baseline that the report names', () => {
    const [primary] = chart.series;
    expect(primary).toMatchObject({ series: incident.primary.series, role: incident.primary.role });
    expect(primary?.baseline).toBe(incident.primary.baseline);
    expect(Math.max(...numbersOf(primary?.values ?? []))).toBe(incident.primary.peak);
  });

  it('shows every culprit by its cost, high in the incident, and on the whole a part of all traffic', () => {
    expect(chart.activities.map(({ culprit }) => culprit)).toEqual(
      incident.culprits.map(({ id }) => id),
    );
    const [first] = chart.activities;
    expect(first).toMatchObject({ cost, unit });
    const { inside, outside } = split(chart, first ?? { values: [] });
    expect(meanOf(inside)).toBeGreaterThan(3 * meanOf(outside));
    const sum = (values: readonly (number | null)[]): number =>
      numbersOf(values).reduce((total, value) => total + value, 0);
    expect(sum(first?.values ?? [])).toBeLessThanOrEqual(sum(first?.allTraffic ?? []) * 1.001);
  });

  it('is one line a column in JSON', () => {
    const lines = renderJson(report).split('\n');
    expect(lines.filter((line) => /"values": \[.*\],?$/.test(line))).toHaveLength(
      chart.series.length + chart.activities.length,
    );
  });
});

describe('the columns of a chart', () => {
  const day = crawlerDay();
  const [primary] = day.series;
  const up = { role: 'load', unit: '1', name: 'load' } as const;
  const startMs = whole.fromMs;

  it('hold a coarse series for its step, and leave its gaps open', () => {
    const values = [1, 1, 1, 1, 1, 9, Number.NaN, 9, 1, 1];
    const coarse = seriesOf(values, { ...up, startMs, stepSeconds: 300 });
    const series = primary === undefined ? [coarse] : [primary, coarse];
    const { chart } = incidentOf(composeReport(partsOf({ ...day, series })));
    const load = chart.series.find(({ series: name }) => name === 'load');
    const first = Date.parse(chart.from);
    const pointAt = (minute: number): number =>
      Math.round((minutes(minute, minute).fromMs - first) / (chart.stepSeconds * 1000));
    // The sample of minute 25 is of the five minutes up to it; that of minute 30 is not known.
    expect(load?.values.slice(pointAt(20), pointAt(25))).toEqual([9, 9, 9, 9, 9]);
    expect(load?.values.slice(pointAt(25), pointAt(30))).toEqual([null, null, null, null, null]);
    expect(load?.values.slice(pointAt(30), pointAt(35))).toEqual([9, 9, 9, 9, 9]);
  });

  it('show the worst of several samples: the lowest where low is bad', () => {
    const values: number[] = Array.from({ length: 271 }, (_, at) =>
      at > 150 && at < 200 ? 2e9 : 5e10,
    );
    values[170] = 1e9;
    const free = seriesOf(values, { startMs, direction: -1, name: 'free' });
    const series = primary === undefined ? [free] : [primary, free];
    const { chart } = incidentOf(composeReport(partsOf({ ...day, series })));
    const column = chart.series.find(({ series: name }) => name === 'free')?.values ?? [];
    expect(Math.min(...numbersOf(column))).toBe(1e9);
    expect(Math.max(...numbersOf(column))).toBe(5e10);
  });

  it('know nothing of the traffic where no log is', () => {
    const late = day.log.filter((one) => one.startMs >= minutes(15, 15).fromMs);
    const { chart } = incidentOf(composeReport(partsOf({ ...day, log: late })));
    expect(chart.series[0]?.values[0]).not.toBeNull();
    expect(chart.activities[0]?.values[0]).toBeNull();
    expect(chart.activities[0]?.values.at(-8)).not.toBeNull();
  });
});
