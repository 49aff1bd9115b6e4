import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { coverLimits } from '../../src/compose/cover-limits.ts';
import { remarksOf } from '../../src/compose/remarks.ts';
import { hostOf } from '../analysis/mechanisms.ts';
import { MINUTE_MS } from '../analysis/scenes.ts';
import { sampledSeries } from '../support/series.ts';
import { crawlerDay, trouble, whole } from './parts.ts';

const day = crawlerDay();

/** The crawler's day by a log that has what ended then only. */
function analysisOf(fromMs: number, toMs: number): ReturnType<typeof analyse> {
  const log = day.log.filter(({ endMs }) => endMs >= fromMs && endMs <= toMs);
  return analyse([hostOf({ ...day, log })], { top: 3 });
}

function toldOf(fromMs: number, toMs: number): string | undefined {
  const analysis = analysisOf(fromMs, toMs);
  expect(analysis.incidents).toHaveLength(1);
  return coverLimits({ analysis, offsetMinutes: 0 })[0]?.text;
}

const middleMs = (trouble.fromMs + trouble.toMs) / 2;

describe('logs that hold a part of an incident', () => {
  it('begin late', () => {
    expect(toldOf(middleMs, Number.POSITIVE_INFINITY)).toMatch(
      /^The logs hold only a part of an incident: they begin 2026-11-21 09:30.*, 4 min 30 s after it did\.$/,
    );
  });

  it('end early', () => {
    expect(toldOf(0, middleMs)).toMatch(/they end 2026-11-21 09:.*, .* before it does\.$/);
  });

  it('are told of no more where they hold all of it', () => {
    expect(toldOf(0, Number.POSITIVE_INFINITY)).toBeUndefined();
    expect(toldOf(trouble.fromMs - 5 * MINUTE_MS, Number.POSITIVE_INFINITY)).toBeUndefined();
  });
});

it('nobody is more than a suspect of what was under way when the logs begin', () => {
  const [complete] = analysisOf(0, Number.POSITIVE_INFINITY).incidents;
  const late = analysisOf(middleMs, Number.POSITIVE_INFINITY).incidents;
  const [first] = late;
  expect(complete?.verdict).toBe('culprit');
  expect(complete?.scene.hasBefore).toBe(true);
  expect(first?.scene.hasBefore).toBe(false);
  expect(first?.verdict).toBe('suspect');
  expect(first && remarksOf(first, late).map(({ code }) => code)).toContain('no-time-before');
});

it('nobody is more than a suspect where the logs hold less of an incident than of the rest', () => {
  const hits = sampledSeries(
    (timeMs) => (timeMs > trouble.fromMs && timeMs <= trouble.toMs ? 20 : 0),
    day.log.length / ((whole.toMs - whole.fromMs) / 1000),
    { ...whole, stepSeconds: 60 },
    { role: 'requests', name: 'hits', unit: '1/s' },
  );
  const counted = { ...hits, sampling: 'mean' } as const;
  const { incidents } = analyse([hostOf({ ...day, series: [...day.series, counted] })], { top: 3 });
  const [first] = incidents;
  expect(first?.verdict).toBe('suspect');
  const remark = first && remarksOf(first, incidents).find(({ code }) => code === 'unlogged-rise');
  expect(remark?.text).toMatch(
    /^hits counted .* requests in this incident, of which the logs hold/,
  );
  expect(remark?.text).toMatch(/nobody is called more than a suspect\.$/);
});
