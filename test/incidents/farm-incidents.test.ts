import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Hint } from '../../src/incidents/hint.ts';
import type { Series } from '../../src/series/series.ts';
import { type Day, dayOf, hostOf, timesFor } from '../analysis/mechanisms.ts';
import { seriesOf } from '../support/series.ts';

const { whole, incident } = timesFor(60);
const crawler = dayOf('hanging crawler', { noise: 0, step: 60 });
const quiet = dayOf('quiet', { noise: 0, step: 60 });
const middleMs = (incident.fromMs + incident.toMs) / 2;

function hintAt(timeMs: number, facts: Partial<Hint> = {}): Hint {
  return { timeMs, source: '--at', ...facts };
}

/** A series that is up by `height` for five minutes, 20 minutes before the end. */
function bump(height: number, role: Series['role'] = 'workers'): Series {
  const length = Math.floor((whole.toMs - whole.fromMs) / 60_000);
  const values = Array.from({ length }, (_, i) =>
    i >= length - 20 && i < length - 15 ? 10 + height : 10,
  );
  const settings = { startMs: whole.fromMs, stepSeconds: 60, unit: '1', name: `${role} bump` };
  return seriesOf(values, { ...settings, role });
}

const bumpMs = whole.toMs - 18 * 60_000;
const bumped: Day = { ...quiet, series: [bump(3)] };

function answer(days: Readonly<Record<string, Day>>, ...hints: Hint[]): unknown {
  const hosts = Object.entries(days).map(([name, day]) => hostOf(day, name));
  const { verdict, incidents, unmet } = analyse(hosts, { top: 3, hints });
  return {
    verdict,
    incidents: incidents.map(({ host, isShy, hint }) => [host, isShy === true, hint?.source]),
    unmet: unmet.map(({ isElsewhere, series }) => [isElsewhere, series]),
  };
}

describe('a hint', () => {
  it('at an incident changes nothing else', () => {
    const found = { verdict: 'culprit', incidents: [['web1', false, '--at']], unmet: [] };
    expect(answer({ web1: crawler }, hintAt(middleMs))).toEqual(found);
    expect(answer({ web1: crawler, web2: quiet }, hintAt(middleMs))).toEqual(found);
  });

  it('finds what rose too little to be an incident by itself', () => {
    expect(answer({ web1: bumped })).toMatchObject({ incidents: [] });
    const found = answer({ web1: bumped }, hintAt(bumpMs)) as { verdict: string };
    expect(found).toMatchObject({ incidents: [['web1', true, '--at']], unmet: [] });
    expect(found.verdict).not.toBe('culprit');
  });

  it('puts what it points at first, and its verdict', () => {
    const both: Day = { ...crawler, series: [...crawler.series, bump(3, 'threads')] };
    const late = Math.min(bumpMs, whole.toMs);
    expect(late - incident.toMs).toBeLessThan(15 * 60_000);
    const hinted = answer({ web1: crawler, web2: bumped }, hintAt(bumpMs, { host: 'web2' }));
    expect(hinted).toMatchObject({
      incidents: [
        ['web2', true, '--at'],
        ['web1', false, undefined],
      ],
    });
    expect(answer({ web1: both })).toMatchObject({ verdict: 'culprit' });
  });

  it('at which nothing is to be seen is told with what was looked at', () => {
    const far = hintAt(whole.fromMs + 15 * 60_000);
    expect(answer({ web1: { ...quiet, series: [bump(0)] } }, far)).toEqual({
      verdict: 'no-incident',
      incidents: [],
      unmet: [[false, 1]],
    });
  });

  it('at a host that is not here is told as such', () => {
    expect(answer({ web1: crawler }, hintAt(middleMs, { host: 'db9' }))).toMatchObject({
      incidents: [['web1', false, undefined]],
      unmet: [[true, 0]],
    });
  });

  it('has the series explained that it names', () => {
    const processes = crawler.series.map((one): Series => ({ ...one, role: 'load', name: 'load' }));
    const host = hostOf({ ...crawler, series: [...crawler.series, ...processes] }, 'web1');
    const primary = (hints: readonly Hint[]): string | undefined =>
      analyse([host], { top: 3, hints }).incidents.find(({ isShy }) => isShy !== true)?.scene.series
        .role;
    expect(primary([])).toBe('workers');
    expect(primary([hintAt(middleMs, { role: 'load' })])).toBe('load');
    expect(primary([hintAt(whole.fromMs, { role: 'load' })])).toBe('workers');
  });
});

describe('a farm', () => {
  it('of which one host received the slice bears the finding out', () => {
    const hosts = [
      hostOf(crawler, 'web1'),
      ...[2, 3].map((n) => hostOf({ ...quiet, series: [bump(0)] }, `web${n}`)),
    ];
    const [only, ...others] = analyse(hosts, { top: 3 }).incidents;
    expect(others).toEqual([]);
    expect(only?.culprits[0]?.finding.contrast).toEqual({
      without: { flat: 2, risen: 0 },
      with: { flat: 0, risen: 0 },
    });
    expect(only?.verdict).toBe('culprit');
  });

  it('that received it and stayed flat speaks against it', () => {
    const alone = analyse([hostOf(crawler, 'web1')], { top: 3 }).incidents[0];
    const flat = { ...crawler, series: [bump(0)] };
    const [one] = analyse([hostOf(crawler, 'web1'), hostOf(flat, 'web2')], { top: 3 }).incidents;
    expect(one?.culprits[0]?.finding.contrast?.with).toEqual({ flat: 1, risen: 0 });
    const score = (culprits = alone?.culprits): number => culprits?.[0]?.finding.lead.score ?? 0;
    expect(score(one?.culprits)).toBeCloseTo(score() / 2);
  });

  it('all of whose hosts got it and rose bears it out too', () => {
    const [one] = analyse([hostOf(crawler, 'web1'), hostOf(crawler, 'web2')], { top: 3 }).incidents;
    expect(one?.culprits[0]?.finding.contrast?.with).toEqual({ flat: 0, risen: 1 });
  });

  it('says nothing where no other host has such a series', () => {
    const hosts = [hostOf(crawler, 'web1'), hostOf({ ...quiet, series: [] }, 'web2')];
    const [one] = analyse(hosts, { top: 3 }).incidents;
    expect(one?.culprits[0]?.finding.contrast).toBeUndefined();
  });
});
