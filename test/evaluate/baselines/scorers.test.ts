import { describe, expect, it } from 'vitest';
import { minute } from '../made.ts';
import { binsOf, inFlight, requestCounts } from './activity.ts';
import type { ParsedRequest } from './parsed-requests.ts';
import { type Given, pearson, scorers } from './scorers.ts';
import { slicesOf } from './slices.ts';

function request(at: number, route: string, facts: Partial<ParsedRequest> = {}): ParsedRequest {
  const [startMs, endMs] = [minute(at), minute(at + 0.5)];
  return { path: 'a', line: 0, startMs, endMs, bytes: 1, names: [route, 'c'], ...facts };
}

/** /usual comes every minute, /guilty three times a minute in the window, /large once in it. */
const usual = Array.from({ length: 60 }, (_, at) => request(at, '/usual'));
const guilty = Array.from({ length: 30 }, (_, i) => request(30 + i / 3, '/guilty'));
const large = [request(31, '/large', { bytes: 1e6, endMs: minute(39) })];
const all = [...usual, ...guilty, ...large];
const windows = [{ host: undefined, startMs: minute(30), endMs: minute(40), culprits: [1] }];
const bins = binsOf(all, windows, 60);
const isInside = ({ startMs, endMs }: ParsedRequest): boolean =>
  endMs >= minute(30) && startMs <= minute(40);
const inside = all.filter(isInside).length;
const given: Given = {
  bins,
  resource: inFlight(guilty, bins),
  isInside,
  all: { inside, outside: all.length - inside },
};
const slices = slicesOf(all, isInside);

function first(name: string): string | undefined {
  const scorer = scorers[name];
  if (scorer === undefined) throw new Error(`there is no ${name}`);
  return slices
    .filter((slice) => slice.name.startsWith('route') && !slice.name.includes(','))
    .map((slice) => ({ name: slice.name, score: scorer(slice, given) }))
    .sort((a, b) => b.score - a.score)[0]?.name;
}

describe('baselines name', () => {
  it.each([
    ['most requests', 'route /guilty'],
    ['most bytes', 'route /large'],
    ['most worker-seconds', 'route /guilty'],
    ['RobustScorer, requests', 'route /guilty'],
    ['N-Sigma, requests', 'route /guilty'],
    ['Pearson, requests', 'route /guilty'],
    ['Pearson, in flight', 'route /guilty'],
    ['risk ratio', 'route /guilty'],
  ])('by %s %s', (name, expected) => {
    expect(first(name)).toBe(expected);
  });

  it('pairs of a route and a client as well', () => {
    expect(slices.map(({ name }) => name)).toContain('route /guilty, client c');
  });
});

it('counts requests, and those in flight', () => {
  expect([...requestCounts(usual, bins)].slice(0, 3)).toEqual([1, 1, 1]);
  expect([...inFlight(usual, bins)].slice(0, 3)).toEqual([0.5, 0.5, 0.5]);
});

it.each([
  [[1, 2, 3, 4], [2, 4, 6, 8], 1],
  [[1, 2, 3, 4], [8, 6, Number.NaN, 2], -1],
  [[1, 1, 1, 1], [8, 6, 4, 2], 0],
  [[1, 2], [1, 2], 0],
])('correlation of %j and %j', (one, other, expected) => {
  expect(pearson(Float64Array.from(one), Float64Array.from(other))).toBeCloseTo(expected);
});
