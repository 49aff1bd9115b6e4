import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Culprit, Incident } from '../../src/report/report.ts';
import { twoHosts } from './reports.ts';

const incident = twoHosts.incidents[0] as Incident;
const culprit = incident.culprits[0] as Culprit;

function page(changes: Partial<Incident>): string {
  return renderMarkdown({ ...twoHosts, incidents: [{ ...incident, ...changes }] });
}

describe('what a culprit did', () => {
  it('is told with its clients, aborts and failures where they are known', () => {
    const facts = { requests: 12, clients: 1, bytes: 2e9, aborts: 3, errors: 1200 };
    const { workerSeconds: _, ...rest } = culprit;
    const text = page({ culprits: [{ ...rest, ...facts }] });
    expect(text).toContain('12 requests from 1 client, 2 GB sent, 3 aborted, 1,200 failed. Seen');
  });
});

describe('how a culprit went about it', () => {
  it.each([
    ['brute-force', '\n\nOne target tried again and again: '],
    ['one-network', ', from one network: '],
  ] as const)('is told behind what it did: %s', (pattern, text) => {
    expect(page({ culprits: [{ ...culprit, pattern }] })).toContain(text);
  });
});

describe('what to do', () => {
  const advice = [
    { text: 'Refuse it.', source: '', when: 'now' },
    { text: 'Lower the limit.', source: '', when: 'later' },
  ] as const;
  const own = { text: 'Close the page.', source: '', when: 'now' } as const;
  const second = { ...culprit, id: '1.2', rank: 2 };

  it.each([
    ['where both have it', [...advice, own], 'Beside that, what to do about it is said at 1.1.'],
    ['where it is all', advice, 'What to do about it is said at 1.1.'],
    ['nowhere else', [own], undefined],
  ])('is said once for several culprits: %s', (_, more, words) => {
    const text = page({
      culprits: [
        { ...culprit, advice },
        { ...second, advice: more },
      ],
    });
    for (const { text: told } of new Set([...advice, ...more])) {
      expect(text.split(told)).toHaveLength(2);
    }
    expect(/^.*is said at.*$/m.exec(text)?.[0]).toBe(words);
  });
});

describe('requests of a culprit', () => {
  const [exemplar] = culprit.exemplars;
  it.each([
    ['largest', [9, 8], '**Largest requests**'],
    ['alike', [8, 8], '**Some of its requests**'],
  ])('are named by what they are: %s', (_, sizes, title) => {
    if (exemplar === undefined) throw new Error('no exemplar');
    const { durationSeconds: _seconds, ...bare } = exemplar;
    const exemplars = sizes.map((bytes) => ({ ...bare, bytes }));
    expect(page({ culprits: [{ ...culprit, exemplars }] })).toContain(title);
  });
});

describe('all traffic of an incident', () => {
  const window = { from: '2026-11-21T02:00:00Z', to: '2026-11-21T02:10:00Z' };
  const traffic = { requests: 5000, clients: 40, workerSeconds: 90 };

  it.each([
    ['line', 'Figures are counted line by line.'],
    ['bucket', 'Figures are summed up by buckets of time.'],
  ] as const)('is told, and how it was counted: by the %s', (countedBy, how) => {
    expect(page({ window, traffic, countedBy })).toContain(
      `All traffic 2026-11-21 02:00:00 to 02:10:00 +00:00: 5,000 requests from 40 clients, 1 min 30 s of worker time. ${how}`,
    );
  });

  it('is left out where it was not told, as in reports of before', () => {
    expect(page({})).not.toContain('All traffic');
  });
});
