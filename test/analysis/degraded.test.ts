import { describe, expect, it } from 'vitest';
import { analyse, type Host } from '../../src/analysis/analyse.ts';
import { composeReport } from '../../src/compose/compose.ts';
import type { LogSummary } from '../../src/compose/log-summary.ts';
import type { Report } from '../../src/report/report.ts';
import type { Dimension } from '../../src/rollup/dimension.ts';
import type { Series } from '../../src/series/series.ts';
import { fieldsWithout, logSummary, partsOf } from '../compose/parts.ts';
import { sampledSeries } from '../support/series.ts';
import { withoutDurations } from '../support/traffic.ts';
import { type Day, dayOf, hostOf, timesFor } from './mechanisms.ts';
import { incidentIn, sceneOf, steady, stepSeries } from './scenes.ts';

/** Seven hours with a crawler of an hour and a half at one page, and its busy workers each minute. */
const whole = dayOf('hanging crawler', { noise: 0.05, step: 300 });
const GUILTY = '/calendar/{num}';
const { whole: span } = timesFor(300);

function reportOf(day: Day, facts: Partial<LogSummary> = {}): Report {
  const host: Host = hostOf(day, 'web1');
  const analysis = analyse([host], { top: 3 });
  return composeReport(partsOf(day, { analysis, logs: [logSummary(facts)] }));
}

/** Each so many samples of every series. */
function thinned(day: Day, by: number): Day {
  const pick = (column: Float64Array): Float64Array => column.filter((_, i) => i % by === 0);
  const series = day.series.map(
    (one): Series => ({
      ...one,
      times: pick(one.times),
      values: pick(one.values),
      stepSeconds: one.stepSeconds * by,
    }),
  );
  return { ...day, series };
}

function shifted(day: Day, byMs: number): Day {
  const series = day.series.map((one) => ({ ...one, times: one.times.map((ms) => ms + byMs) }));
  return { ...day, series };
}

function without(day: Day, ...names: readonly Dimension[]): Day {
  const log = day.log.map((one) => {
    const kept = Object.entries(one.dimensions).filter(([name]) => !names.some((x) => x === name));
    return { ...one, dimensions: Object.fromEntries(kept) };
  });
  return { ...day, log };
}

const counter: Series = sampledSeries(
  () => 1,
  0,
  { ...span, stepSeconds: 300 },
  { role: 'requests', name: 'hits' },
);

interface Variant {
  readonly name: string;
  readonly day: Day;
  readonly facts?: Partial<LogSummary>;
  /** What the answer may be. */
  readonly verdicts: readonly Report['verdict'][];
  /** What has to be named. */
  readonly limits?: readonly string[];
}

const variants: readonly Variant[] = [
  { name: 'all there', day: whole, verdicts: ['culprit'], limits: ['coarse-metrics'] },
  {
    name: 'no metrics',
    day: { ...whole, series: [] },
    verdicts: ['suspect'],
    limits: ['no-metrics'],
  },
  {
    name: 'half an hour between samples',
    day: thinned(whole, 6),
    verdicts: ['culprit', 'suspect', 'no-culprit-in-logs', 'no-incident'],
    limits: ['coarse-metrics'],
  },
  {
    name: 'an hour between samples',
    day: thinned(whole, 12),
    verdicts: ['suspect', 'no-culprit-in-logs', 'no-incident'],
    limits: ['coarse-metrics'],
  },
  {
    name: 'metrics three hours early, and no counter',
    day: shifted(whole, -3 * 3_600_000),
    verdicts: ['no-culprit-in-logs', 'no-incident'],
    limits: ['clocks-unchecked'],
  },
  {
    name: 'metrics of another day',
    day: shifted(whole, -86_400_000),
    verdicts: ['no-culprit-in-logs', 'suspect'],
    limits: ['no-overlap'],
  },
  {
    name: 'no durations',
    day: { ...whole, log: withoutDurations(whole.log), durations: 'none' },
    facts: { fields: fieldsWithout('durationMs') },
    verdicts: ['culprit', 'suspect', 'no-culprit-in-logs'],
    limits: ['no-durations'],
  },
  {
    name: 'no agents',
    day: without(whole, 'agent'),
    facts: { fields: fieldsWithout('agent') },
    verdicts: ['culprit'],
    limits: ['no-agents'],
  },
  {
    name: 'no names of sites, and nobody found',
    day: shifted(whole, -3 * 3_600_000),
    facts: { fields: fieldsWithout('vhost') },
    verdicts: ['no-culprit-in-logs'],
    limits: ['no-vhosts'],
  },
  {
    name: 'nothing but times and routes',
    day: without(
      { ...whole, log: withoutDurations(whole.log), durations: 'none' },
      'agent',
      'client',
      'network',
      'status',
      'size',
    ),
    facts: {
      fields: fieldsWithout('durationMs', 'agent', 'client', 'peer', 'forwardedFor', 'status'),
    },
    verdicts: ['culprit', 'suspect', 'no-culprit-in-logs'],
    limits: ['no-durations', 'no-clients', 'no-statuses', 'no-agents'],
  },
  {
    name: 'no series of what is being served',
    day: {
      ...whole,
      series: whole.series.map((one) => ({
        ...one,
        role: 'memory',
        values: one.values.map(() => 4e9),
      })),
    },
    verdicts: ['suspect'],
    limits: ['served-not-measured'],
  },
  {
    name: 'series of one sample',
    day: {
      ...whole,
      series: whole.series.map((one) => ({
        ...one,
        times: one.times.slice(0, 1),
        values: one.values.slice(0, 1),
      })),
    },
    verdicts: ['suspect'],
    limits: ['metrics-silent'],
  },
  {
    name: 'series without a value',
    day: {
      ...whole,
      series: whole.series.map((one) => ({ ...one, values: one.values.map(() => Number.NaN) })),
    },
    verdicts: ['suspect'],
    limits: ['metrics-silent'],
  },
];

describe('with less than there could be', () => {
  it.each(variants)(
    '$name: no guess, and the limit is named',
    ({ day, facts, verdicts, limits = [] }) => {
      const report = reportOf(day, facts);
      expect(verdicts).toContain(report.verdict);
      const named = report.incidents.flatMap(({ culprits }) => culprits);
      for (const { verdict, subject } of named.filter((one) => one.verdict === 'culprit')) {
        expect([verdict, subject.route]).toEqual(['culprit', GUILTY]);
      }
      expect(report.limits.map(({ code }) => code)).toEqual(expect.arrayContaining([...limits]));
    },
  );

  it('clocks are doubted where a counter has not told', () => {
    const { series } = shifted(whole, -3 * 3_600_000);
    const codes = reportOf({ ...whole, series: [...series, counter] }).limits.map(
      ({ code }) => code,
    );
    expect(codes).toContain('clocks-unchecked');
  });

  it.each([
    [2, 1, true],
    [3, 1, false],
    [2, 3, false],
  ])('%d samples in %d episodes are too few for a culprit: %s', (samples, episodes, isThin) => {
    const incident = incidentIn(stepSeries([30, 30 + samples]), 30, 30 + samples);
    const [episode] = incident.episodes;
    if (episode === undefined) throw new Error('an incident has an episode');
    const came = { ...incident, episodes: new Array(episodes).fill(episode) };
    expect(sceneOf(steady([0, 60], 10), came).isThin).toBe(isThin);
  });
});
