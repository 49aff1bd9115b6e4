import { describe, expect, it } from 'vitest';
import { oversizedResponse } from '../../src/detectors/oversized-response.ts';
import type { ArgumentFacts, LargeResponses } from '../../src/detectors/slice-facts.ts';
import { largeFrom, usualBytes } from '../../src/detectors/usual-size.ts';
import { incidentIn, sceneOf, sliceOf, steady, stepSeries } from '../analysis/scenes.ts';
import { sliceCase, tally, targets } from './cases.ts';

const large: LargeResponses = { fromBytes: 1e6, requests: 3, largestBytes: 5e9, aborted: 1 };
const held = { scored: { cost: 'held-bytes' }, kind: 'oversized-response' } as const;

function argument(facts: Partial<ArgumentFacts>): ArgumentFacts {
  return {
    name: 'a',
    requests: 40,
    large: 3,
    small: 37,
    values: 5,
    isMore: false,
    opaque: 0,
    ...facts,
  };
}

function textsOf(facts: Parameters<typeof sliceCase>[0]): readonly string[] {
  const found = oversizedResponse(sliceCase(facts, held));
  return typeof found === 'string' ? [found] : found.observations.map(({ text }) => text);
}

function argumentText(small: number, ...all: readonly ArgumentFacts[]): string | undefined {
  const ofRoute = { large: 3, small, arguments: all };
  return textsOf({ large, targets: targets({ ofRoute }) }).find((text) => /`a=|`a`/.test(text));
}

describe('oversizedResponse', () => {
  it('says how large, in parts, cut, and again and again', () => {
    const repeated = { target: '/export?all=1', client: '192.0.2.1', requests: 7 };
    const facts = {
      large,
      names: { status: tally({ '200': 3, '206': 12 }) },
      targets: targets({ repeated, cut: 2 }),
    };
    expect(textsOf(facts)).toEqual([
      '3 responses had 1 MB or more, the largest 5 GB.',
      '12 responses of 300 sent a part of the file only (206).',
      '3 responses stopped short: given up by the client, or with less than half the bytes that the same target had elsewhere.',
      'Client `192.0.2.1` asked 7 times for `/export?all=1`.',
    ]);
  });

  it('are meant where few requests in flight, most of them with a large response, hold memory', () => {
    const series = { ...stepSeries([30, 40]), role: 'memory' } as const;
    const scene = sceneOf(steady([0, 60], 20), incidentIn(series, 30, 40));
    const inFlight = { scored: { cost: 'in-flight' }, kind: 'crawler-burst' } as const;
    const most = { requests: 5, large };
    expect(oversizedResponse(sliceCase(most, { ...inFlight, scene }))).toMatchObject({
      kind: 'oversized-response',
    });
    expect(oversizedResponse(sliceCase({ large }, { ...inFlight, scene }))).toBe('clear');
    // Workers are held by requests, whatever they answer.
    expect(oversizedResponse(sliceCase(most, inFlight))).toBe('clear');
  });

  it('keep the kind that a leak has', () => {
    const leak = { scored: { cost: 'bytes-out' }, kind: 'steady-growth' } as const;
    expect(oversizedResponse(sliceCase({ large }, leak))).not.toHaveProperty('kind');
  });

  it('is clear where none is large, and without data where nothing tells', () => {
    expect(textsOf({ large: { ...large, requests: 0 } })).toEqual(['clear']);
    expect(textsOf({})).toEqual(['no-data']);
    expect(oversizedResponse(sliceCase({ large }))).toBe('clear');
  });

  it.each([
    [
      'a value that the others have not',
      37,
      [argument({ telling: { value: 'all', large: 3, small: 0 } })],
      'All of the 3 large responses have `a=all`, none of the 37 others.',
    ],
    [
      'a value that many others have',
      37,
      [argument({ telling: { value: 'csv', large: 3, small: 30 } })],
      undefined,
    ],
    [
      'a number that is greater',
      37,
      [argument({ numbers: { leastOfLarge: 50_000, mostOfSmall: 200 } })],
      'In 3 large responses `a` is 50,000 or more, in the others 200 at most.',
    ],
    [
      'a parameter that only the others have',
      37,
      [argument({ large: 0 })],
      '100 % of the other requests have `a`, none of the large ones.',
    ],
    [
      'all responses large',
      0,
      [argument({ telling: { value: 'all', large: 3, small: 0 } })],
      'All of the 3 large responses have `a=all`, there were no others to compare with.',
    ],
  ])('finds the argument: %s', (_, small, all, text) => {
    expect(argumentText(small, ...all)).toBe(text);
  });
});

describe('largeFrom', () => {
  const log = [
    ...steady([0, 180], 20, { bytesOut: 150_000, dimensions: { route: '/export' } }),
    ...steady([0, 180], 20, { bytesOut: 900, dimensions: { route: '/page' } }),
    ...steady([0, 180], 60, { bytesOut: 3e8, dimensions: { route: '/film' } }),
    ...steady([130, 140], 60, { bytesOut: 5e9, dimensions: { route: '/export' } }),
    ...steady([130, 140], 60, { bytesOut: 5e9, dimensions: { route: '/new' } }),
  ];
  const scene = sceneOf(log, incidentIn(stepSeries([130, 140], { until: 180 }), 130, 140));

  it.each([
    ['/export', 1_500_000],
    ['/page', 1_000_000],
    ['/film', 100_000_000],
    ['/new', 100_000_000],
  ])('of %s is %d', (route, bytes) => {
    const from = largeFrom(scene, sliceOf(scene, { route }));
    expect(Math.abs((from ?? 0) / bytes - 1)).toBeLessThan(0.02);
  });

  it('is not told of all traffic', () => {
    expect(largeFrom(scene, undefined)).toBeUndefined();
    expect(usualBytes(scene, undefined)).toBeUndefined();
  });
});
