import { describe, expect, it } from 'vitest';
import type { Factors } from '../../src/analysis/factors.ts';
import type { Scored } from '../../src/analysis/score.ts';
import { evidenceOf, round } from '../../src/compose/evidence.ts';
import type { Evidence } from '../../src/report/report.ts';
import { scoreFactors } from '../../src/report/score-factors.ts';
import { crawlerDay, exportDay, partsOf } from './parts.ts';

/** Those that every culprit has. */
const FACTORS = scoreFactors.filter((name) => name !== 'recurrence' && name !== 'farm-contrast');

const days = { crawler: partsOf(crawlerDay()), export: partsOf(exportDay()) };

/** The evidence for the first culprit, and its score. */
function first(day: keyof typeof days): { evidence: readonly Evidence[]; score: number } {
  const [incident] = days[day].analysis.incidents;
  const [culprit] = incident?.culprits ?? [];
  if (incident === undefined || culprit === undefined) throw new Error('no culprit');
  return { evidence: evidenceOf(culprit, incident), score: culprit.finding.lead.score };
}

describe.each(['crawler', 'export'] as const)('evidenceOf the %s', (day) => {
  const { evidence, score } = first(day);

  it('has one entry for each factor, and the placebos', () => {
    const names = evidence.map(({ factor }) => factor).filter((name) => name !== 'placebo');
    expect(names).toEqual(FACTORS);
  });

  it('multiplies to the score, within rounding', () => {
    const values = evidence.filter(({ factor }) => factor !== 'placebo').map(({ value }) => value);
    const product = values.reduce((all, value) => all * value, 1);
    // Each value is rounded to four digits: half a unit of the fourth, eight times.
    expect(Math.abs(product / score - 1)).toBeLessThan(8 * 5e-4);
  });

  it.each(FACTORS.filter((name) => name !== 'ownership'))('tells %s with a number', (factor) => {
    const text = evidence.find((one) => one.factor === factor)?.text ?? '';
    if (text !== 'It began together with the rise.') expect(text).toMatch(/\d/);
    expect(text).toMatch(/^[A-Z\d<>].*\.$/);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('evidenceOf', () => {
  it('tells what rose, and what of it one unit makes, in units', () => {
    const text = (day: keyof typeof days, factor: string): string =>
      first(day).evidence.find((one) => one.factor === factor)?.text ?? '';
    expect(text('crawler', 'explained')).toMatch(/extra [\d.]+ workers/);
    expect(text('crawler', 'plausibility')).toMatch(/[\d.]+ workers? per request in flight/);
    expect(text('export', 'explained')).toMatch(/extra [\d.]+ GB/);
    expect(text('export', 'plausibility')).toMatch(/[\d.]+ bytes? per byte in flight/);
    expect(text('crawler', 'innocence')).toMatch(/\d %/);
  });

  it('leaves the placebos out where none were tried', () => {
    const [incident] = days.crawler.analysis.incidents;
    const [culprit] = incident?.culprits ?? [];
    if (incident === undefined || culprit === undefined) throw new Error('no culprit');
    const texts = (tried: number): string[] =>
      evidenceOf(culprit, { ...incident, placebo: { tried, asHigh: 0 } })
        .filter(({ factor }) => factor === 'placebo')
        .map(({ text }) => text);
    expect(texts(0)).toEqual([]);
    expect(texts(3)).toEqual([expect.stringContaining('3 other times')]);
    expect(texts(3)).toEqual([expect.stringContaining('Too few')]);
    expect(texts(19)).toEqual([expect.not.stringContaining('Too few')]);
  });
});

/** The text of a factor when the crawler's lead is other than it was found. */
function told(factor: string, facts: Partial<Scored>, factors: Partial<Factors> = {}): string {
  const [incident] = days.crawler.analysis.incidents;
  const [culprit] = incident?.culprits ?? [];
  if (incident === undefined || culprit === undefined) throw new Error('no culprit');
  const { lead } = culprit.finding;
  const changed = { ...lead, ...facts, factors: { ...lead.factors, ...factors } };
  const evidence = evidenceOf(
    { ...culprit, finding: { ...culprit.finding, lead: changed } },
    incident,
  );
  return evidence.find((one) => one.factor === factor)?.text ?? '';
}

const leak = { tauSeconds: Number.POSITIVE_INFINITY };
const now = { tauSeconds: 0 };

describe('the words of evidence', () => {
  it.each([
    ['aborts', leak, 'per aborted request,'],
    ['aborts', now, 'per aborted request a second,'],
    ['errors', now, 'per failed request a second,'],
    ['requests', leak, 'per request,'],
    ['bytes-in', leak, 'per byte received,'],
    ['bytes-out', now, 'per byte sent a second,'],
    ['held-bytes', now, 'per byte in flight,'],
    ['bytes-in', { ...now, fills: true }, 'per byte received,'],
    ['in-flight', { ...now, fills: true }, 'per request at its end,'],
  ] as const)('tell the slope of %s by %j %s', (cost, response, text) => {
    expect(told('plausibility', { cost, response }, { slope: 2 })).toContain(`2 workers ${text}`);
  });

  it.each([
    [now, 'in flight move with'],
    [{ tauSeconds: 300 }, 'in flight, felt for 5 min, move with'],
    [leak, 'in flight, added up, move with'],
    [
      { ...now, hold: { seconds: 60, shape: 'flat', anchor: 'end' } },
      'in flight, each taken to be held for 1 min before its line was logged, move with',
    ],
    [
      { ...now, hold: { seconds: 15, shape: 'draining', anchor: 'start' } },
      'in flight, each taken to be held, less and less, for 15 s from its start, move with',
    ],
    [{ ...now, fills: true }, 'in flight, more and more while each lasts, move with'],
    [{ ...now, drains: true }, 'in flight, less and less as they are sent, move with'],
    [{ ...now, saturates: true }, 'in flight, as many as found room, move with'],
  ] as const)('tell what is remembered: %j', (response, text) => {
    expect(told('correlation', { response })).toContain(text);
  });

  it.each([
    [{}, '34 did not come: 5 times what chance does.'],
    [{ later: -2 }, '34 did not come: 5 times what chance does.'],
    [
      { later: 31 },
      '34 did not come, and 31 beyond the expected ones did when it fell: 5 times what chance does.',
    ],
  ])('tell lines that did not come: %j', (facts, text) => {
    const missing = { expected: 40, missing: 34, inFlight: 34, spreads: 5, ...facts };
    expect(told('correlation', {}, { missing })).toContain(`of 40 lines that were to be expected`);
    expect(told('correlation', {}, { missing })).toContain(text);
  });

  it.each([
    [
      'requests',
      212,
      3,
      '212 such requests in the incident, by whole steps of 1 min, where 3 were to be expected.',
    ],
    [
      'aborts',
      1,
      0,
      '1 such request in the incident, by whole steps of 1 min, where 0 were to be expected.',
    ],
    [
      'bytes-out',
      5e9,
      2e6,
      '5 GB in the incident, by whole steps of 1 min, where 2 MB were to be expected.',
    ],
    ['held-bytes', 100, 25, 'Of its bytes in flight 75 % are new in the incident.'],
    ['in-flight', 0, 0, 'None of its requests in flight are new.'],
  ] as const)('tell the surplus of %s: %d where %d', (cost, observed, expected, text) => {
    expect(told('support', { cost }, { observed, expected })).toBe(text);
  });

  it.each([
    [9, /^It came with each of the incident’s 9 rises, and at no other time\. /],
    [10, /^(?!It came with each)/],
  ])('tell where it came with the rises alone: %d bursts with nine of them', (bursts, text) => {
    const repetition = { episodes: 9, preceded: 9, bursts, followed: 9 };
    expect(told('support', {}, { repetition })).toMatch(text);
  });

  it.each([
    [240, 'It began 4 min before the rise.'],
    [-30, 'It began 30 s after the rise.'],
    [0, 'It began together with the rise.'],
  ])('tell a lead of %d s', (leadSeconds, text) => {
    expect(told('onset-order', {}, { leadSeconds })).toBe(text);
  });

  it('tell what other rises of the series say, which is no factor where there are none', () => {
    const weights = days.crawler.analysis.incidents[0]?.culprits[0]?.finding.lead.weights;
    if (weights === undefined) throw new Error('no culprit');
    const fits = (recurrence: number): string =>
      told('recurrence', { weights: { ...weights, recurrence } });
    expect(fits(1.4)).toContain('better than this one, or as well');
    expect(fits(0.6)).toContain('better than the others');
    expect(fits(1)).toBe('');
  });

  it('tell a slope that is unusual, and a share that is all', () => {
    const weights = days.crawler.analysis.incidents[0]?.culprits[0]?.finding.lead.weights;
    if (weights === undefined) throw new Error('no culprit');
    expect(told('plausibility', { weights: { ...weights, plausibility: 0.3 } })).toContain(
      'unusual',
    );
    expect(told('ownership', { weights: { ...weights, ownership: 0.1 } })).toContain(
      'no more than',
    );
    expect(told('explained', {}, { explained: 1.05 })).toContain('all of the extra');
    expect(told('explained', {}, { explained: 1.8 })).toContain('1.8 times the extra');
    expect(told('explained', {}, { explained: 0.83 })).toContain('83 % of the extra');
  });
});

describe('round', () => {
  it.each([
    [0, 0],
    [0.123456, 0.1235],
    [5_105_062_572, 5_105_000_000],
    [-1234.56, -1235],
  ])('%d is %d: four digits', (value, rounded) => {
    expect(round(value)).toBe(rounded);
  });
});
