import { describe, expect, it } from 'vitest';
import { composeReport } from '../../src/compose/compose.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { backgroundJob } from '../support/series.ts';
import { crawlerDay, exportDay, logSummary, partsOf, trouble, whole } from './parts.ts';

const day = crawlerDay();
const parts = partsOf(day, {
  logs: [logSummary({ lines: 1000, parsed: 900, missed: { 'no date': 100 } })],
});
const report = composeReport(parts);
const [incident] = report.incidents;
const [culprit] = incident?.culprits ?? [];

describe('composeReport', () => {
  it('names the culprit, its numbers and its time', () => {
    expect(report.verdict).toBe('culprit');
    expect(incident).toMatchObject({ id: '1', host: 'web1', verdict: 'culprit', reasons: [] });
    expect(culprit).toMatchObject({
      id: '1.1',
      rank: 1,
      kind: 'crawler-burst',
      cost: 'in-flight',
      subject: { route: '/calendar/{num}', agent: 'SeekportBot' },
    });
    const own = day.log.filter(({ dimensions }) => dimensions.route === '/calendar/{num}');
    const time = (text = ''): number => Date.parse(text);
    expect(culprit?.requests).toBeLessThanOrEqual(own.length);
    expect(culprit?.requests).toBeGreaterThan(0.8 * own.length);
    expect(time(culprit?.firstSeen)).toBeGreaterThanOrEqual(trouble.fromMs - 60_000);
    expect(time(culprit?.lastSeen)).toBeLessThanOrEqual(trouble.toMs + 5 * 60_000);
    expect(time(incident?.onset.time)).toBeLessThanOrEqual(time(incident?.end));
    expect(culprit?.explains).toBeGreaterThan(0.8);
    expect(culprit?.explains).toBeLessThanOrEqual(1);
  });

  it('names victims and not the culprit among them', () => {
    const routes = incident?.victims.map(({ subject }) => subject.route);
    expect(routes).toContain('/search');
    expect(routes).not.toContain('/calendar/{num}');
    for (const { text } of incident?.victims ?? [])
      expect(text).toMatch(/from [\d.]+ m?s to [\d.]+ m?s/);
  });

  it('tells the inputs', () => {
    expect(report.inputs.logs).toEqual([
      expect.objectContaining({ path: 'access.log', lines: 1000, missed: { 'no date': 100 } }),
    ]);
    expect(report.inputs.series).toEqual([
      expect.objectContaining({ name: 'busy_workers', stepSeconds: 60, points: 46 }),
    ]);
    expect(Date.parse(report.inputs.series[0]?.from ?? '')).toBe(whole.fromMs);
  });

  it('tells the story in order of time, each entry of something in the report', () => {
    const times = report.timeline.map(({ time }) => Date.parse(time));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(report.timeline.map(({ kind }) => kind))).toEqual(
      new Set(['onset', 'culprit', 'recovery']),
    );
    for (const { ref } of report.timeline) expect(['1', '1.1']).toContain(ref);
  });

  it('writes every time with the offset that is asked for', () => {
    const text = renderJson(composeReport({ ...parts, offsetMinutes: -210 }));
    const times = text.match(/"\d{4}-\d\d-\d\dT[^"]*"/g) ?? [];
    expect(times.length).toBeGreaterThan(10);
    for (const time of times) expect(time).toMatch(/-03:30"$/);
  });

  it('does not depend on anything but its parts', () => {
    expect(composeReport(partsOf(crawlerDay(), { logs: parts.logs }))).toEqual(report);
  });

  it('says that data is missing where there are no metrics', () => {
    const analysis = { verdict: 'no-incident', checks: [], unmet: [], incidents: [] } as const;
    const bare = composeReport({ ...parts, series: [], analysis });
    expect(bare.verdict).toBe('insufficient-data');
    expect(bare.timeline).toEqual([]);
  });

  it('gives the reason where no culprit is named', () => {
    const series = [backgroundJob(trouble, { ...whole, stepSeconds: 60 })];
    const usual = day.log.filter(({ dimensions }) => dimensions.agent !== 'SeekportBot');
    const innocent = composeReport(partsOf({ ...day, log: usual, series }));
    expect(innocent.verdict).toBe('no-culprit-in-logs');
    const [reason] = innocent.incidents[0]?.reasons ?? [];
    expect(reason?.code).toBe('traffic-did-not-change');
    expect(reason?.text).toMatch(/\d/);
  });
});

describe.each([
  ['crawler', report],
  ['export', composeReport(partsOf(exportDay()))],
])('the report on the %s', (_, one) => {
  it('reads back from JSON as it was', () => {
    expect(parseReport(renderJson(one))).toEqual(one);
  });

  it('reads as a page: culprit, evidence, limits', () => {
    const page = renderMarkdown(one);
    const [first] = one.incidents[0]?.culprits ?? [];
    expect(page).toContain(first?.subject.route);
    expect(page).toContain('culprit');
    for (const { text } of first?.evidence.slice(0, 2) ?? []) {
      expect(page).toContain(text.split(',')[0]?.slice(0, 20));
    }
    for (const { text } of one.limits) expect(page).toContain(text.slice(0, 20));
    expect(page).not.toMatch(/NaN|undefined|\[object/);
  });
});
