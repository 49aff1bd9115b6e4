import { existsSync, readFileSync } from 'node:fs';
import { renderHtml } from '../../src/report/html/render-html.ts';
import type { Report } from '../../src/report/report.ts';
import { chartOf } from '../chart/charted-report.ts';
import { reportWith } from '../report/reports.ts';

const SCRIPT = 'dist/bundle/page.js';
export const isScriptBuilt: boolean = existsSync(SCRIPT);

export function pageOf(report: Report): string {
  return renderHtml(report, readFileSync(SCRIPT, 'utf8'));
}

/** A report with hostile text wherever text can be, its charts too. */
export function chartedWith(hostile: string): Report {
  const report = reportWith(hostile);
  return {
    ...report,
    incidents: report.incidents.map((incident) => {
      const chart = chartOf(incident);
      const series = chart.series.map((one) => ({ ...one, series: hostile, role: hostile }));
      return { ...incident, chart: { ...chart, series } };
    }),
  };
}
