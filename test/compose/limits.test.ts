import { describe, expect, it } from 'vitest';
import type { Field } from '../../parsers/contract.ts';
import { analyse } from '../../src/analysis/analyse.ts';
import { limitsOf, MANY_MISSES } from '../../src/compose/limits.ts';
import type { ReportParts } from '../../src/compose/report-parts.ts';
import { defaultLimits } from '../../src/rollup/limits.ts';
import { Rollup } from '../../src/rollup/rollup.ts';
import { hostOf, timesFor } from '../analysis/mechanisms.ts';
import { seriesOf, workers } from '../support/series.ts';
import { asLog, Traffic } from '../support/traffic.ts';
import { word } from '../support/words.ts';
import { crawlerDay, fieldsWithout, logSummary, partsOf } from './parts.ts';

const day = crawlerDay();
const parts = partsOf(day);
const zoneless = { ...logSummary().clock, zoneIsAssumed: true };

function codes(facts: Partial<ReportParts>): string[] {
  return limitsOf({ ...parts, ...facts }).map(({ code }) => code);
}

describe('limitsOf', () => {
  it('has only the short history to tell of a complete, fine, short capture', () => {
    const [incident] = parts.analysis.incidents;
    expect(codes({})).toEqual(incident?.placebo.tried === 0 ? ['short-history'] : []);
  });

  it.each([
    ['apache', '%D'],
    ['lighttpd', '%D'],
    ['nginx', '$request_time'],
    ['other', 'duration'],
  ])('tells of a log of %s without durations, and asks for %s', (server, directive) => {
    const logs = [logSummary({ server, fields: fieldsWithout('durationMs') })];
    const limit = limitsOf({ ...parts, logs }).find(({ code }) => code === 'no-durations');
    expect(limit?.remedy).toContain(directive);
    expect(limit?.text).toContain('access.log');
  });

  it('tells durations that were read off the order of lines from none at all', () => {
    const logs = [logSummary({ fields: fieldsWithout('durationMs'), impliesDurations: true })];
    expect(codes({ logs })).toContain('durations-implied');
    expect(codes({ logs })).not.toContain('no-durations');
  });

  it('tells of many missed lines, not of few', () => {
    const missing = (missed: number): string[] =>
      codes({ logs: [logSummary({ lines: 1000, parsed: 1000 - missed, unread: missed })] });
    expect(missing(1000 * MANY_MISSES + 1)).toContain('many-misses');
    expect(missing(1000 * MANY_MISSES)).not.toContain('many-misses');
  });

  it('tells of times without a zone, and of a log that was cut short', () => {
    const told = codes({ logs: [logSummary({ clock: zoneless, cutBytes: 2000 })] });
    expect(told).toEqual(expect.arrayContaining(['no-zone', 'log-cut']));
    expect(codes({})).not.toContain('no-zone');
    expect(codes({})).not.toContain('log-cut');
  });

  it('tells that there were no metrics', () => {
    const none = {
      series: [],
      analysis: { verdict: 'no-incident', checks: [], unmet: [], incidents: [] },
    } as const;
    expect(codes(none)).toEqual(['no-metrics']);
  });

  it('tells of metrics that are coarse', () => {
    const { whole, incident } = timesFor(300);
    const traffic = new Traffic(23);
    const log = asLog(traffic.ordinary(whole, 0.2), traffic.hangingCrawler(incident));
    const series = [workers(log, { ...whole, stepSeconds: 300 })];
    const analysis = analyse([hostOf({ log, durations: 'logged', series })], { top: 3 });
    const limit = limitsOf({ ...parts, series, analysis }).find(
      ({ code }) => code === 'coarse-metrics',
    );
    expect(limit?.text).toContain('5 min');
    expect(codes({})).not.toContain('coarse-metrics');
  });

  it('tells of a culprit that could not be set against other times', () => {
    const incidents = (tried: number): ReportParts['analysis'] => ({
      ...parts.analysis,
      incidents: parts.analysis.incidents.map((one) => ({ ...one, placebo: { tried, asHigh: 0 } })),
    });
    expect(codes({ analysis: incidents(0) })).toContain('short-history');
    expect(codes({ analysis: incidents(5) })).not.toContain('short-history');
  });

  it.each([
    [1, '1 file of the inputs was'],
    [2, '2 files of the inputs were'],
  ])('tells how many files were skipped, and the first: %d', (count, text) => {
    const skipped = [
      { path: 'notes.txt', reason: 'no format fits' },
      { path: 'core', reason: 'no format fits' },
    ].slice(0, count);
    const limit = limitsOf({ ...parts, skipped }).find(({ code }) => code === 'files-skipped');
    expect(limit?.text).toContain(text);
    expect(limit?.text).toContain('notes.txt: no format fits');
  });

  it.each([
    [['left out: a max'], ['a.json: left out: a max.']],
    [
      ['left out: a max', 'left out: b max', 'cut'],
      ['a.json: left out: a max (and 1 more like it).', 'c.json: cut.'],
    ],
    [
      ['1', '2', '3', '4', '5', '6', '7', '5'],
      [
        'a.json: 1.',
        'b.json: 2.',
        'c.json: 3.',
        'd.json: 4.',
        'e.json: 5 (and 1 more like it, notes of 2 more kinds).',
      ],
    ],
  ])('tells what files say, of those alike the first: %j', (texts, told) => {
    const notes = texts.map((text, at) => ({ path: `${'abcdefgh'[at]}.json`, text }));
    const found = limitsOf({ ...parts, notes }).filter(({ code }) => code === 'metrics-note');
    expect(found.map(({ text }) => text)).toEqual(told);
  });

  it('tells of names that were counted together', () => {
    const limits = { ...defaultLimits, keyCap: 40, heavyKeys: 3, burstKeys: 2 };
    const rollup = new Rollup(limits);
    for (const one of day.log) {
      rollup.observe({ ...one, dimensions: { ...one.dimensions, referer: `site${one.offset}` } });
    }
    const tier = { rollup, durations: 'logged', paths: ['access.log'] } as const;
    const analysis = analyse([{ name: undefined, tiers: [tier], series: day.series }], { top: 3 });
    const limit = limitsOf({ ...parts, analysis }).find(({ code }) => code === 'keys-folded');
    expect(limit?.text).toContain('referer');
  });

  it.each([
    [-3_600_000, 'run about 1 h ahead of the log'],
    [180_000, 'run about 3 min behind the log'],
  ])('tells by how much the metrics were moved: %i ms', (offsetMs, text) => {
    const clock = { offsetMs, correlation: 0.954, without: 0.12, series: seriesOf([1, 2]) };
    const analysis = { ...parts.analysis, checks: [{ host: 'web1', clock, share: undefined }] };
    const limit = limitsOf({ ...parts, analysis }).find(({ code }) => code === 'clock-offset');
    expect(limit?.text).toContain(text);
    expect(limit?.text).toContain('web1');
    expect(limit?.text).toContain('correlation 0.95; without it 0.12');
  });

  it('tells how large the slices are that were not tried', () => {
    const analysis = { ...parts.analysis, untriedShare: 0.0123 };
    const code = 'slices-not-tried';
    expect(limitsOf(parts).filter((limit) => limit.code === code)).toEqual([]);
    expect(limitsOf({ ...parts, analysis }).find((limit) => limit.code === code)?.text).toBe(
      'The 600 largest slices of a log, and the 20 largest folders, were tried: one with at most 1.23 % of its requests, bytes, time, aborts and failures was seen only as a part of larger ones.',
    );
  });

  it('tells that paths were counted by folder', () => {
    const limits = { ...defaultLimits, keyCap: 150, heavyKeys: 3, burstKeys: 2 };
    const rollup = new Rollup(limits);
    for (const one of day.log) {
      rollup.observe({
        ...one,
        dimensions: { ...one.dimensions, route: `/user/${word(one.offset)}` },
      });
    }
    rollup.mergeRoutes();
    const tier = { rollup, durations: 'logged', paths: ['access.log'] } as const;
    const analysis = analyse([{ name: undefined, tiers: [tier], series: day.series }], { top: 3 });
    const folded = limitsOf({ ...parts, analysis }).find(({ code }) => code === 'keys-folded');
    expect(folded?.text).toContain('those of routes by folder');
  });

  it('gives a remedy with every limit', () => {
    const skipped = [{ path: 'notes.txt', reason: 'no format fits' }];
    const logs = [
      logSummary({
        ...{ fields: new Set<Field>(), parsed: 1, unread: 999 },
        ...{ clock: zoneless, cutBytes: 2000 },
      }),
    ];
    for (const { text, remedy } of limitsOf({ ...parts, series: [], skipped, logs })) {
      expect(text).toMatch(/\.$/);
      expect(remedy).not.toBe('');
    }
  });
});
