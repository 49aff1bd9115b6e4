import { describe, expect, it } from 'vitest';
import type { Culprit, Incident, Report } from '../../../src/report/report.ts';
import { screenOf } from '../../../src/watch/view/screen.ts';
import type { ScreenContent } from '../../../src/watch/view/screen-content.ts';
import { textWidth, wrapped } from '../../../src/watch/view/text-width.ts';
import { seriesOf } from '../../support/series.ts';

const time = '2026-11-21T02:10:00+00:00';
const hostile =
  '/a\u001b[31m\u202e漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字';

const culprit: Culprit = {
  id: '1.1',
  rank: 1,
  verdict: 'culprit',
  score: 0.88,
  kind: 'crawler-burst',
  cost: 'in-flight',
  subject: { route: hostile },
  aliases: [],
  requests: 7,
  explains: 0.9,
  firstSeen: time,
  lastSeen: time,
  evidence: [
    {
      factor: 'correlation',
      value: 1,
      text: `Its requests move with it ${'very '.repeat(40)}well.`,
    },
  ],
  exemplars: [{ path: '-', offset: 0, line: `GET ${hostile}` }],
  advice: [{ text: 'Limit it.', source: 'https://example.org' }],
};

const incident: Incident = {
  id: '1',
  host: null,
  start: '2026-11-21T02:05:00+00:00',
  end: time,
  window: { from: time, to: time },
  logs: [],
  onset: { time, uncertaintySeconds: 5 },
  primary: { series: 'busy', role: 'workers', unit: '1', baseline: 5, peak: 150 },
  ladder: [{ series: 'busy', role: 'workers', onset: time }],
  verdict: 'culprit',
  reasons: [],
  culprits: [culprit],
  victims: [],
  ruledOut: [],
};

const report: Report = {
  schema: 'culprit/report@1',
  verdict: 'culprit',
  inputs: {
    logs: [
      { path: '-', format: 'combined', lines: 9, parsed: 8, missed: { 'no time': 1 }, bytes: 1 },
    ],
    series: [],
  },
  incidents: [incident],
  timeline: Array.from({ length: 50 }, (_, i) => ({
    time,
    kind: 'onset',
    text: `entry ${i} ${hostile}`,
  })),
  limits: [],
};

const content: ScreenContent = {
  time,
  report,
  series: Array.from({ length: 60 }, (_, i) =>
    seriesOf([1, 2, 3, i], { name: `series ${i}`, role: 'memory' }),
  ),
  traffic: [{ name: '/var/log/access.log', requestsPerSecond: [1, 2, 3], inFlight: [0, 1, 0] }],
  tracked: [],
  health: { linesPerSecond: 12, cpuShare: 0.04, memoryBytes: 1e8, behindSeconds: 0.5 },
  lines: 9,
  isFrozen: false,
  opened: undefined,
  notice: undefined,
};

const textOf = (shown: Partial<ScreenContent>, columns = 80, rows = 24): string =>
  screenOf({ ...content, ...shown }, { columns, rows })
    .map(({ text }) => text)
    .join('\n');

describe('the screen', () => {
  it.each([
    [80, 24],
    [200, 50],
    [40, 10],
  ])('fits %s by %s, whatever a log holds', (columns, rows) => {
    for (const opened of [undefined, 1]) {
      const lines = screenOf({ ...content, opened }, { columns, rows });
      expect(lines).toHaveLength(rows);
      for (const { text } of lines) {
        expect(textWidth(text)).toBeLessThanOrEqual(columns);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
    }
  });

  it('shows suspects, resources, traffic, the timeline, misses and itself', () => {
    const text = textOf({});
    for (const title of ['SUSPECTS', 'RESOURCES', 'TRAFFIC', 'TIMELINE', 'MISSES  1 no time']) {
      expect(text).toContain(title);
    }
    expect(text).toContain('12 lines/s, 4 % of a CPU, 100 MB, newest line 1 s ago');
    expect(text).toContain('score 0.88');
    expect(text).toContain('q quit');
  });

  it('shows a finding that is open with all its evidence', () => {
    const text = textOf({ opened: 1 });
    expect(text.replaceAll(/\s+/g, ' ')).toContain('very very well.');
    expect(text).toContain('WHAT TO DO');
    expect(text).not.toContain('RESOURCES');
  });

  it('is the overview where there is no such finding', () => {
    expect(textOf({ opened: 7 })).toContain('RESOURCES');
  });

  it('says that it waits, that it is frozen, and what was done', () => {
    expect(textOf({ time: undefined, report: undefined })).toContain('waiting for lines');
    expect(textOf({ isFrozen: true })).toContain('FROZEN');
    expect(textOf({ notice: 'wrote report.md' })).toContain('wrote report.md');
  });
});

describe('text that is too wide', () => {
  it('is wrapped at blanks', () => {
    expect(wrapped('one two three four', 9)).toEqual(['one two', '  three', '  four']);
    expect(wrapped('unbreakable', 4)).toEqual(['unbreakable']);
  });
});
