import { Scene } from '../../src/analysis/scene.ts';
import type { Scored } from '../../src/analysis/score.ts';
import type { IncidentWindow } from '../../src/incidents/incident.ts';
import type { DurationSource } from '../../src/incidents/tier.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { SliceView } from '../../src/rollup/slice-view.ts';
import type { Series } from '../../src/series/series.ts';
import { seriesOf } from '../support/series.ts';
import { rollupOf, type Span } from '../support/traffic.ts';

export const nineMs: number = Date.UTC(2026, 10, 21, 9);
export const MINUTE_MS = 60_000;

/** The minutes after nine o'clock. */
export function minutes(from: number, to: number): Span {
  return { fromMs: nineMs + from * MINUTE_MS, toMs: nineMs + to * MINUTE_MS };
}

/** A request at so many seconds after nine, with everything absent but what a test says. */
export function requestAt(
  second: number,
  facts: Partial<Request> & { readonly lasts?: number } = {},
): Request {
  const { lasts = 0, ...rest } = facts;
  const startMs = nineMs + second * 1000;
  return {
    startMs,
    endMs: startMs + lasts * 1000,
    durationKnown: true,
    bytesOut: undefined,
    bytesIn: undefined,
    aborted: false,
    failed: false,
    dimensions: { route: '/' },
    source: 0,
    offset: second,
    ...rest,
  };
}

/** One request each `every` seconds in the given minutes. */
export function steady(
  [from, to]: readonly [number, number],
  every: number,
  facts: Parameters<typeof requestAt>[1] = {},
): Request[] {
  const count = Math.floor(((to - from) * 60) / every);
  return Array.from({ length: count }, (_, i) => requestAt(from * 60 + i * every, facts));
}

/** A series by the minute after nine: 10 before and after, `height` in `[from, to)`. */
export function stepSeries(
  [from, to]: readonly [number, number],
  settings: Parameters<typeof seriesOf>[1] & {
    readonly height?: number;
    readonly until?: number;
  } = {},
): Series {
  const { height = 60, until = 60, ...rest } = settings;
  const values = Array.from({ length: until + 1 }, (_, i) => (i >= from && i < to ? height : 10));
  return seriesOf(values, {
    startMs: nineMs,
    stepSeconds: 60,
    role: 'workers',
    unit: '1',
    name: 'busy_workers',
    ...rest,
  });
}

/** An incident of one series in samples `[from, to)`, as if it had been found. */
export function incidentIn(series: Series, from: number, to: number): IncidentWindow {
  const startMs = series.times[from] ?? 0;
  const endMs = series.times[to - 1] ?? 0;
  const baseline = series.values[from - 1] ?? 0;
  const peak = Math.max(...series.values.slice(from, to));
  const window = { series, from, to, startMs, endMs, baseline, peak, strength: 1 };
  const halfStep = series.stepSeconds * 500;
  const rung = { window, onset: { timeMs: startMs - halfStep, uncertaintyMs: halfStep } };
  return { startMs, endMs, primary: rung, ladder: [rung], episodes: [window], otherwise: [] };
}

export function sceneOf(
  log: readonly Request[],
  incident: IncidentWindow,
  durations: DurationSource = 'logged',
): Scene {
  return new Scene(incident, { rollup: rollupOf(log), durations, paths: ['access.log'] });
}

/** The slice with exactly this subject. */
export function sliceOf(scene: Scene, subject: SliceView['subject']): SliceView {
  const key = JSON.stringify(subject);
  const slice = scene.rollup.slices().find((one) => JSON.stringify(one.subject) === key);
  if (slice === undefined) throw new Error(`no slice ${key}`);
  return slice;
}

/** A scored slice with full weights but what a test says. */
export function scored(facts: Partial<Scored>): Scored {
  return {
    slice: undefined,
    subject: facts.slice?.subject ?? {},
    cost: 'in-flight',
    response: { tauSeconds: 0 },
    score: 0.8,
    excess: 1,
    weights: {
      fit: 1,
      explained: 1,
      plausibility: 1,
      order: 1,
      coverage: 1,
      support: 1,
      innocence: 1,
      ownership: 1,
      recurrence: 1,
    },
    factors: {
      correlation: 1,
      slope: 1,
      explained: 1,
      plausibility: 1,
      leadSeconds: 0,
      coverage: 1,
      observed: 10,
      expected: 0,
      requests: 10,
      share: 0,
    },
    ...facts,
  };
}
