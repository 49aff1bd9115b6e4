import type { IncidentChart } from '../../src/report/incident-chart.ts';
import type { Incident, Report } from '../../src/report/report.ts';
import { twoHosts } from '../report/reports.ts';

/** A chart of 60 points over an incident of the hand-written report: a resource, its culprits, one resource more. */
export function chartOf(incident: Incident): IncidentChart {
  const up = (at: number): boolean => at >= 20 && at < 50;
  const column = (high: number, low: number): number[] =>
    Array.from({ length: 60 }, (_, at) => (up(at) ? high : low));
  const { series, role, unit, baseline, peak } = incident.primary;
  const spanSeconds = (Date.parse(incident.end) - Date.parse(incident.start)) / 1000;
  return {
    from: incident.window.from,
    stepSeconds: Math.ceil((2 * spanSeconds) / 60),
    points: 60,
    series: [
      { series, role, unit, baseline, limit: 1.1 * peak, values: column(peak, baseline) },
      { series: 'load1', role: 'load', unit: '1', baseline: 1, values: column(20, 1) },
    ],
    activities: incident.culprits.map(({ id, cost }) => ({
      culprit: id,
      cost,
      unit: cost === 'held-bytes' ? 'bytes' : 'requests',
      values: column(90, 1),
      allTraffic: column(120, 20),
    })),
  };
}

/** The hand-written report with two incidents, each with its chart. */
export const chartedReport: Report = {
  ...twoHosts,
  incidents: twoHosts.incidents.map((incident) => ({ ...incident, chart: chartOf(incident) })),
};
