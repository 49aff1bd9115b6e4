import { duration } from '../report/numbers.ts';
import type { Incident } from '../report/report.ts';
import { clockTime, dayOf, timeSpan } from '../report/times.ts';
import { localMs } from './clock.ts';
import { leftOut, type Panel, panelsOf } from './panel.ts';

/** What a picture of an incident shows, whoever draws it. Times are `localMs`. */
export interface Picture {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  readonly incident: { readonly fromMs: number; readonly toMs: number };
  readonly onset: { readonly atMs: number; readonly fromMs: number; readonly toMs: number };
  readonly panels: readonly Panel[];
  /** The incident's time, for people. */
  readonly when: string;
  /** What the marks mean, the day and the zone of the times, and what is left out: a few lines. */
  readonly legend: readonly string[];
  /** What there was no room for, as a sentence; absent where all is drawn. */
  readonly leftOut?: string;
}

/** The picture of an incident; undefined where its report carries none, or nothing that could be drawn. */
export function pictureOf(incident: Incident): Picture | undefined {
  const { chart, onset, start, end } = incident;
  if (chart === undefined || chart.points === 0 || chart.series.length === 0) return undefined;
  const fromMs = localMs(chart.from);
  const stepMs = chart.stepSeconds * 1000;
  const toMs = fromMs + chart.points * stepMs;
  const within = (ms: number): number => Math.min(toMs, Math.max(fromMs, ms));
  const atMs = localMs(onset.time);
  const aroundMs = onset.uncertaintySeconds * 1000;
  const began = `${clockTime(onset.time, chart.from)} ± ${duration(onset.uncertaintySeconds)}`;
  const panels = panelsOf(incident, chart);
  const missing = leftOut(incident, panels);
  return {
    fromMs,
    toMs,
    stepMs,
    incident: { fromMs: within(localMs(start)), toMs: within(localMs(end)) },
    onset: { atMs: within(atMs), fromMs: within(atMs - aroundMs), toMs: within(atMs + aroundMs) },
    panels,
    when: timeSpan(start, end),
    legend: [
      'Shaded: the incident. Dotted: usual level.',
      `Dashed: it began ${began}.`,
      `Times of ${dayOf(chart.from)}.`,
      ...(missing === undefined ? [] : [missing]),
    ],
    ...(missing === undefined ? {} : { leftOut: missing }),
  };
}
