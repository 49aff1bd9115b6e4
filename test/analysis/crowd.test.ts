import { describe, expect, it } from 'vitest';
import { crowdOf, isMadeByFew, isWhatTheyCameFor } from '../../src/analysis/crowd.ts';
import type { Scene } from '../../src/analysis/scene.ts';
import type { Scored } from '../../src/analysis/score.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { SliceView } from '../../src/rollup/slice-view.ts';
import { incidentIn, sceneOf, scored, sliceOf, steady, stepSeries } from './scenes.ts';

interface Asked {
  readonly route: string;
  /** Each so many seconds a request, in the incident of minutes 30 to 40. */
  readonly every: number;
  /** Each request of another, or all of one. */
  readonly client?: string;
}

/** Visitors as ever, and what comes on top of them. */
function sceneWith(...surge: readonly Asked[]): Scene {
  const usual = steady([0, 60], 10, { dimensions: { route: '/', client: '192.0.2.1' } });
  const more = surge.flatMap(({ route, every, client }) =>
    steady([30, 40], every).map((one, at): Request => {
      const dimensions = { route, client: client ?? `198.51.${at >> 8}.${at & 255}` };
      return { ...one, dimensions };
    }),
  );
  const log = [...usual, ...more].sort((a, b) => a.startMs - b.startMs);
  return sceneOf(log, incidentIn(stepSeries([30, 40]), 30, 40));
}

function crowdWith(scene: Scene, subject: SliceView['subject'], score = 0.8): Scored | undefined {
  const all = scored({ score });
  const first = scored({ slice: sliceOf(scene, subject) });
  const others = scene.rollup.slices().map((slice) => scored({ slice }));
  return crowdOf([first, all, ...others], [first], scene);
}

const page: Asked = { route: '/page', every: 1 };
const pictures: Asked = { route: '/picture', every: 1 };

describe('crowdOf', () => {
  it('is all traffic where many came for a page and what belongs to it', () => {
    const crowd = crowdWith(sceneWith(page, pictures), { route: '/page' });
    expect(crowd?.slice).toBeUndefined();
    expect(crowd?.subject).toEqual({});
  });

  it('is none where they came for one page only', () => {
    expect(crowdWith(sceneWith(page), { route: '/page' })).toBeUndefined();
  });

  it('is none where one client asked for it all', () => {
    const client = '203.0.113.9';
    const scene = sceneWith({ ...page, client }, { ...pictures, client });
    expect(crowdWith(scene, { route: '/page' })).toBeUndefined();
  });

  it('is none where hardly more came than usual', () => {
    const scene = sceneWith({ ...page, every: 25 }, { ...pictures, every: 25 });
    expect(crowdWith(scene, { route: '/page' })).toBeUndefined();
  });

  it('is none where what stands out was not asked for more often', () => {
    expect(crowdWith(sceneWith(page, pictures), { route: '/' })).toBeUndefined();
  });

  it('is none where a part of it explains the resource far better', () => {
    const scene = sceneWith(page, pictures);
    expect(crowdWith(scene, { route: '/page' }, 0.3)).toBeUndefined();
  });
});

describe('isMadeByFew', () => {
  it.each([
    ['nobody in particular', undefined, false],
    ['one client', '203.0.113.9', true],
    ['who makes most requests on any day', '192.0.2.1', false],
  ])('tells requests of %s', (_, client, answer) => {
    const one: Asked = client === undefined ? page : { ...page, client };
    const scene = sceneWith(one, pictures);
    const slices = scene.rollup.slices().map((slice) => scored({ slice }));
    expect(isMadeByFew(slices, scene)).toBe(answer);
  });
});

describe('isWhatTheyCameFor', () => {
  it.each([
    ['the only page that was asked for more often', [page], '/page', true],
    ['one of two', [page, pictures], '/page', false],
    ['a page that was asked for as ever', [page], '/', false],
  ])('tells %s', (_, surge, route, answer) => {
    const scene = sceneWith(...surge);
    expect(isWhatTheyCameFor(sliceOf(scene, { route }), scene)).toBe(answer);
  });
});
