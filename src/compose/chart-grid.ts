import type { IncidentWindow } from '../incidents/incident.ts';

/** Points of a chart: equal spans of time, each of whole bins. Point `i` is `(startMs + i * stepMs, startMs + (i + 1) * stepMs]`. */
export interface ChartGrid {
  /** Epoch milliseconds UTC. */
  readonly startMs: number;
  readonly stepMs: number;
  readonly length: number;
}

/** Values of one column: as many as a wide screen can tell apart. */
export const MOST_CHART_POINTS = 300;

/** Room around the incident, in samples of its series, however short it is. */
const LEAST_STEPS_BEFORE = 20;
const LEAST_STEPS_AFTER = 6;
const AFTER_SHARE = 0.5;

/**
 * The clock of an incident's chart: in the step and phase of the primary series, or a multiple of the step. As long
 * before the first onset as the incident lasts, half of that after it, and not beyond the series' own samples.
 */
export function chartGridOf({ startMs, endMs, primary, ladder }: IncidentWindow): ChartGrid {
  const { times, stepSeconds } = primary.window.series;
  const binMs = stepSeconds * 1000;
  const firstMs = times[0] ?? startMs;
  const lastMs = times.at(-1) ?? endMs;
  const onsets = ladder.map(({ onset }) => onset.timeMs);
  const earliestMs = Math.min(startMs, ...onsets);
  const latestMs = Math.max(endMs, ...onsets);
  const lengthMs = latestMs - earliestMs;
  const fromMs = earliestMs - Math.max(lengthMs, LEAST_STEPS_BEFORE * binMs);
  const toMs = latestMs + Math.max(AFTER_SHARE * lengthMs, LEAST_STEPS_AFTER * binMs);
  const firstBin = Math.ceil((Math.max(fromMs, firstMs) - firstMs) / binMs);
  const lastBin = Math.floor((Math.min(toMs, lastMs) - firstMs) / binMs);
  const bins = Math.max(0, lastBin - firstBin + 1);
  const binsOfPoint = Math.max(1, Math.ceil(bins / MOST_CHART_POINTS));
  return {
    // A sample stands at the end of its step.
    startMs: firstMs + (firstBin - 1) * binMs,
    stepMs: binsOfPoint * binMs,
    length: Math.ceil(bins / binsOfPoint),
  };
}
