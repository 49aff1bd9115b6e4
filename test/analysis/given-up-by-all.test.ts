import { describe, expect, it } from 'vitest';
import { accusationOf } from '../../src/analysis/accusation.ts';
import { givenUpByAll } from '../../src/analysis/given-up-by-all.ts';
import type { Scene } from '../../src/analysis/scene.ts';
import type { Scored } from '../../src/analysis/score.ts';
import type { Request } from '../../src/rollup/request.ts';
import { incidentIn, sceneOf, scored, sliceOf, steady, stepSeries } from './scenes.ts';

const GIVEN_UP = { aborted: true } as const;

/** Requests for a page, of which clients give up so many of ten in minutes 30 to 45. */
function page(route: string, ofTen: number, every = 10): Request[] {
  const ordinary = { dimensions: { route, status: '200' } };
  const during = steady([30, 45], every, ordinary).map((one, at) =>
    at % 10 < ofTen ? { ...one, ...GIVEN_UP, dimensions: { route, status: '499' } } : one,
  );
  return [...steady([0, 30], every, ordinary), ...during, ...steady([45, 60], every, ordinary)];
}

function sceneWith(...pages: readonly Request[][]): Scene {
  const log = pages.flat().sort((a, b) => a.startMs - b.startMs);
  return sceneOf(log, incidentIn(stepSeries([30, 45]), 30, 45));
}

describe('what was given up, whatever was asked for', () => {
  it.each([
    ['all pages alike', [page('/a', 9), page('/b', 9), page('/c', 9)], 0.9],
    ['one page alone, of which most is', [page('/a', 10, 2), page('/b', 0)], undefined],
    ['less than half of all', [page('/a', 4), page('/b', 4)], undefined],
  ])('%s', (_, pages, share) => {
    const told = givenUpByAll(sceneWith(...pages));
    if (share === undefined) expect(told).toBeUndefined();
    else expect(Math.abs((told ?? 0) - share)).toBeLessThan(0.1);
  });

  it('accuses nobody who is told by its status alone, but who is told otherwise', () => {
    const scene = sceneWith(page('/a', 9), page('/b', 9), page('/c', 9));
    const [status, route] = [{ status: '499' }, { route: '/a' }].map((subject) =>
      scored({ slice: sliceOf(scene, subject), subject, score: 0.9 }),
    );
    const accusedOf = (one: Scored | undefined): number =>
      accusationOf(
        { scene, candidates: [], scored: one === undefined ? [] : [one] },
        { clients: 1, neighbours: [], top: 3 },
      ).accused.length;
    expect([status, route].map(accusedOf)).toEqual([0, 1]);
  });
});
