import { describe, expect, it } from 'vitest';
import { type Accusation, accusationOf, foremost, scoreOf } from '../../src/analysis/accusation.ts';
import type { Scored } from '../../src/analysis/score.ts';
import { SUSPECT_SCORE } from '../../src/analysis/verdict.ts';
import { incidentIn, sceneOf, scored, sliceOf, steady, stepSeries } from './scenes.ts';

// One page after the other, so that none is another name of the same requests.
const log = ['/a', '/b', '/c'].flatMap((route, at) =>
  steady([30 + 5 * at, 35 + 5 * at], 20, { dimensions: { route } }),
);
const scene = sceneOf(log, incidentIn(stepSeries([30, 45]), 30, 45));

function routeScored(route: string, score: number): Scored {
  return scored({ slice: sliceOf(scene, { route }), subject: { route }, score });
}

function accusation(scores: readonly number[], clients: number, top = 3): Accusation {
  const all = scores.map((score, at) => routeScored(['/a', '/b', '/c'][at] ?? '', score));
  return accusationOf({ scene, candidates: [], scored: all }, { clients, neighbours: [], top });
}

describe('accusationOf', () => {
  it('accuses nobody whose score is below that of a suspect', () => {
    const { findings, accused } = accusation([SUSPECT_SCORE - 0.01], 1);
    expect(findings).toEqual([]);
    expect(accused).toEqual([]);
  });

  it('accuses so many at most, and keeps the others in mind', () => {
    const { findings, accused } = accusation([0.9, 0.6, 0.5], 1, 2);
    expect(findings.map(({ lead }) => lead.score)).toEqual([0.9, 0.6, 0.5]);
    expect(accused.map(({ lead }) => lead.score)).toEqual([0.9, 0.6]);
  });
});

describe('foremost', () => {
  it.each([
    ['the one that saw more clients', [[0.9], 5], [[0.8], 9], 1],
    ['the better one, where the other is far behind', [[0.9], 5], [[0.5], 9], 0],
    ['the first of equals', [[0.8], 5], [[0.8], 5], 0],
  ] as const)('is %s', (_, one, other, place) => {
    const tiers = [one, other].map(([scores, clients]) => accusation(scores, clients));
    expect(foremost(tiers)).toBe(tiers[place]);
  });
});

describe('scoreOf', () => {
  it('is 0 where nobody is accused', () => {
    expect(scoreOf(accusation([], 1))).toBe(0);
    expect(scoreOf(accusation([0.8, 0.5], 1))).toBe(0.8);
  });
});
