import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { derivedCandidates, MAX_FOLDERS } from '../../src/analysis/derived-candidates.ts';
import { costs } from '../../src/rollup/cost.ts';
import { ODD_AGENTS } from '../../src/rollup/derived.ts';
import type { Request } from '../../src/rollup/request.ts';
import { isOf } from '../../src/rollup/subject-match.ts';
import { SubjectNames } from '../../src/rollup/subject-names.ts';
import { noise, workers } from '../support/series.ts';
import { asLog, rollupOf, type Span, Traffic } from '../support/traffic.ts';
import { minutes, requestAt } from './scenes.ts';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

/** A request each from another address, with another agent, for another page below `/archive/`. */
function nobodies({ fromMs, toMs }: Span, rate: number): Request[] {
  const signed = noise(7);
  const next = (): number => Math.abs(signed());
  const count = Math.floor(((toMs - fromMs) / 1000) * rate);
  return Array.from({ length: count }, (_, i) => {
    const startMs = fromMs + next() * (toMs - fromMs);
    const lasts = 4000 + 4000 * next();
    const version = 40 + Math.floor(60 * next());
    const [a, b, c] = [next(), next(), next()].map((value) => Math.floor(1 + 250 * value));
    return {
      ...requestAt(0),
      startMs,
      endMs: startMs + lasts,
      offset: i,
      bytesOut: 9000,
      dimensions: {
        route: `/archive/${a}/${b}/page${c}.html`,
        client: `${a}.${b}.${c}.9`,
        network: `${a}.${b}.${c}.0/24`,
        agent: `Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/${version}.0.${i}.0 Safari/537.36`,
        status: '200',
        method: 'GET',
        protocol: 'HTTP/1.1',
        size: '<1MB',
      },
    };
  });
}

function withReferers(requests: readonly Request[]): Request[] {
  return requests.map((one) => ({
    ...one,
    dimensions: { ...one.dimensions, agent: BROWSER, referer: 'https://www.example.org' },
  }));
}

const whole = minutes(0, 60);
const log = asLog(
  withReferers(new Traffic(3).ordinary(whole)),
  nobodies(whole, 0.02),
  nobodies(minutes(30, 42), 2),
);

describe('derivedCandidates', () => {
  const rollup = rollupOf(log);
  const derived = derivedCandidates(rollup).slices;

  it('names folders, odd agents, and requests without a referer', () => {
    expect(derived.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([
        { folder: '/archive/' },
        { agentClass: ODD_AGENTS },
        { without: 'referer' },
      ]),
    );
  });

  it('has exactly the activity of the requests that culprit lines prints', () => {
    expect(rollup.limitsHit).toEqual([]);
    for (const slice of derived) {
      const own = log.filter((one) => isOf(one, slice.subject, new SubjectNames()));
      const alone = rollupOf(own);
      expect(slice.summary.requests).toBe(own.length);
      for (const cost of costs) {
        const total = alone.total(cost).reduce((sum, value) => sum + value, 0);
        const activity = rollup.activity(slice, cost).reduce((sum, value) => sum + value, 0);
        expect(activity).toBeCloseTo(total, 3);
      }
    }
  });

  it.each<[string, readonly Request[]]>([
    [
      'a page that is nearly all of its folder',
      [
        ...Array.from({ length: 99 }, (_, i) => requestAt(i, { dimensions: { route: '/a/b' } })),
        requestAt(100, { dimensions: { route: '/a/c' } }),
      ],
    ],
    ['a log without referers or agents', [requestAt(0), requestAt(1)]],
  ])('names nothing of %s', (_, requests) => {
    expect(derivedCandidates(rollupOf(requests))).toEqual({ slices: [] });
  });

  it('names the folder above only once where all lies below another', () => {
    const requests = ['/a/b/x', '/a/b/y', '/c/x', '/c/y'].map((route, i) =>
      requestAt(i, { dimensions: { route } }),
    );
    const folders = derivedCandidates(rollupOf(requests)).slices.map(
      ({ subject }) => subject.folder,
    );
    expect(folders).toEqual(['/a/b/', '/c/']);
  });

  it.each([
    [MAX_FOLDERS, undefined],
    [MAX_FOLDERS + 2, 1 / (MAX_FOLDERS + 2)],
  ])('says how large the largest of %i folders is that is not looked at', (count, share) => {
    const requests = Array.from({ length: 2 * count }, (_, i) =>
      requestAt(i, { dimensions: { route: `/f${i % count}/${i}` } }),
    );
    const { slices, untriedShare } = derivedCandidates(rollupOf(requests));
    expect(slices.filter(({ subject }) => subject.folder !== undefined)).toHaveLength(MAX_FOLDERS);
    expect(untriedShare).toEqual(share);
  });
});

describe('a crawler without identity', () => {
  it('is named by what it has in common, where no dimension names it', () => {
    const series = [workers(log, { ...whole, stepSeconds: 15 })];
    const tier = { rollup: rollupOf(log), durations: 'logged' as const, paths: ['access.log'] };
    const { incidents } = analyse([{ name: 'web1', tiers: [tier], series }], { top: 3 });
    const [first] = incidents.flatMap(({ culprits }) => culprits);
    expect([
      { folder: '/archive/' },
      { agentClass: ODD_AGENTS },
      { without: 'referer' },
    ]).toContainEqual(first?.finding.lead.subject);
  });
});
