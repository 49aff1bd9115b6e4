import type { AnalysedCulprit, AnalysedIncident } from '../analysis/analyse.ts';
import { binAt } from '../analysis/bins.ts';
import { atOnce } from '../analysis/response.ts';
import type { Scene } from '../analysis/scene.ts';
import type { Rung } from '../incidents/incident.ts';
import type { ChartActivity, ChartSeries, IncidentChart } from '../report/incident-chart.ts';
import type { Cost } from '../rollup/cost.ts';
import type { Series } from '../series/series.ts';
import { unitOf } from '../series/series-unit.ts';
import { type ChartGrid, chartGridOf } from './chart-grid.ts';
import { round } from './evidence.ts';
import { isoTime } from './iso-time.ts';

/** Columns of resources: the primary one and those that rose with it first. */
export const MOST_CHART_SERIES = 6;

/** The columns of an incident's picture; culprits are `<incident>.<rank>`. */
export function chartOf(
  { incident, scene, culprits }: AnalysedIncident,
  incidentId: string,
  offsetMinutes: number,
): IncidentChart {
  const grid = chartGridOf(incident);
  const { primary, ladder } = incident;
  const others = ladder.filter(({ window }) => window.series !== primary.window.series);
  return {
    from: isoTime(grid.startMs, offsetMinutes),
    stepSeconds: round(grid.stepMs / 1000),
    points: grid.length,
    series: [primary, ...others]
      .slice(0, MOST_CHART_SERIES)
      .map((rung) => seriesColumn(rung, grid)),
    activities: culprits.map((culprit, at) =>
      activityColumns(culprit, `${incidentId}.${at + 1}`, scene, grid),
    ),
  };
}

function seriesColumn({ window }: Rung, grid: ChartGrid): ChartSeries {
  const { series, baseline } = window;
  return {
    series: series.name,
    role: series.role,
    unit: unitOf(series),
    baseline: round(baseline),
    ...(series.capacity === undefined ? {} : { limit: series.capacity }),
    values: known(worstOfPoints(series, grid)),
  };
}

const units: Readonly<Record<Cost, string>> = {
  requests: '1/s',
  'bytes-out': 'bytes/s',
  'bytes-in': 'bytes/s',
  'in-flight': 'requests',
  'held-bytes': 'bytes',
  aborts: '1/s',
  errors: '1/s',
};

function activityColumns(
  { finding }: AnalysedCulprit,
  culprit: string,
  scene: Scene,
  grid: ChartGrid,
): ChartActivity {
  const { slice, cost, response } = finding.lead;
  const done = atOnce(response);
  return {
    culprit,
    cost,
    unit: units[cost],
    values: known(meanOfPoints(scene.felt(slice, cost, done), scene, grid)),
    allTraffic: known(meanOfPoints(scene.felt(undefined, cost, done), scene, grid)),
  };
}

/** The worst sample of each point; a sample of a series with longer steps counts in all points that its step reaches into. */
function worstOfPoints(series: Series, grid: ChartGrid): Float64Array {
  const worst = new Float64Array(grid.length).fill(Number.NaN);
  const stepMs = series.stepSeconds * 1000;
  // Samples that jitter around the points' ends stay in the point before.
  const jitterMs = Math.min(stepMs, grid.stepMs) / 4;
  for (const [at, timeMs] of series.times.entries()) {
    const value = series.values[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const last = Math.min(grid.length - 1, binAt(grid, timeMs - jitterMs));
    const first = stepMs > grid.stepMs ? binAt(grid, timeMs - stepMs + jitterMs) : last;
    for (let point = Math.max(0, first); point <= last; point++) {
      const before = worst[point] ?? Number.NaN;
      const isWorse = !((value - before) * series.direction <= 0);
      if (isWorse) worst[point] = value;
    }
  }
  return worst;
}

/** The mean of a column of the scene's bins over each point; NaN where the scene has none. */
function meanOfPoints(column: Float64Array, { bins }: Scene, grid: ChartGrid): Float64Array {
  const sums = new Float64Array(grid.length);
  const counts = new Float64Array(grid.length);
  for (const [bin, value] of column.entries()) {
    const middleMs = bins.startMs + (bin + 0.5) * bins.stepMs;
    const point = binAt(grid, middleMs);
    if (point < 0 || point >= grid.length) continue;
    sums[point] = (sums[point] ?? 0) + value;
    counts[point] = (counts[point] ?? 0) + 1;
  }
  return sums.map((sum, point) => sum / (counts[point] ?? 0));
}

function known(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? round(value) : null));
}
