/** The public door: what programs beside the command line may use. */

/** The analysis: rollups and series in, incidents with ranked culprits out. */
export { type Analysis, analyse, type Host } from './analysis/analyse.ts';
/** The report as data, and its renderers. */
export { composeReport } from './compose/compose.ts';
export { renderJson } from './report/json.ts';
export { renderMarkdown } from './report/markdown.ts';
export type { Report } from './report/report.ts';
/** Requests, and the rollup that takes them. */
export type { Request } from './rollup/request.ts';
export { Rollup } from './rollup/rollup.ts';
/** Metric files as series. */
export { readSeries } from './series/read.ts';
export type { Series } from './series/series.ts';
